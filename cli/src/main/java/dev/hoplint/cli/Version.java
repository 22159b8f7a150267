package dev.hoplint.cli;

/// What runs here. Constants, because reading them from a resource costs every start.
public final class Version {
  public static final String HOPLINT = "0.1.0-SNAPSHOT";

  /// The Kubernetes version whose fields and types the embedded schemas describe.
  public static final String KUBERNETES = "1.35";

  private Version() {}
}
