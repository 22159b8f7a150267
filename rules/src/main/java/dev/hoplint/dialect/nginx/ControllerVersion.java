package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// A version of ingress-nginx.
///
/// @param patch [Integer#MAX_VALUE] where it is not said: the latest of its minor version
public record ControllerVersion(int major, int minor, int patch)
    implements Comparable<ControllerVersion> {
  public static final ControllerVersion OLDEST = new ControllerVersion(0, 0, 0);

  /// The last release line.
  public static final ControllerVersion LATEST = new ControllerVersion(1, 15, Integer.MAX_VALUE);

  private static final int LONGEST_NUMBER = 4;

  /// Reads `1.15`, `v1.12.1`, `0.9.0-beta`, `v1.11.2@sha256:…`; empty for anything else.
  public static Optional<ControllerVersion> parse(String text) {
    String bare = text.startsWith("v") ? text.substring(1) : text;
    int end = 0;
    while (end < bare.length()
        && (Character.isDigit(bare.charAt(end)) || bare.charAt(end) == '.')) {
      end++;
    }
    String[] parts = bare.substring(0, end).split("\\.", -1);
    if (parts.length > 3) {
      return Optional.empty();
    }
    int[] numbers = {0, 0, parts.length == 3 ? 0 : Integer.MAX_VALUE};
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].length() > LONGEST_NUMBER) {
        return Optional.empty();
      }
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return Optional.of(new ControllerVersion(numbers[0], numbers[1], numbers[2]));
  }

  public boolean isAtLeast(ControllerVersion other) {
    return compareTo(other) >= 0;
  }

  public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
    return isAtLeast(new ControllerVersion(otherMajor, otherMinor, otherPatch));
  }

  /// Whether annotation values are validated (`--enable-annotation-validation`, on by default since
  /// 1.12.0).
  public boolean validatesAnnotations() {
    return isAtLeast(1, 12, 0);
  }

  @Override
  public int compareTo(ControllerVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + (patch == Integer.MAX_VALUE ? "" : "." + patch);
  }
}
