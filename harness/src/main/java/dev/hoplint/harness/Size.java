package dev.hoplint.harness;

/// How large a test runs: small in every build, in full behind `-Plong`.
public final class Size {
  private Size() {}

  /// Whether the full sizes run.
  public static boolean isFull() {
    return Boolean.getBoolean("hoplint.long");
  }

  /// The one or the other size.
  public static int of(int everyBuild, int full) {
    return isFull() ? full : everyBuild;
  }
}
