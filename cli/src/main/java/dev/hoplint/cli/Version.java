package dev.hoplint.cli;

import dev.hoplint.schema.SchemaValidator;

/// What runs here. Constants, because reading them from a resource costs every start.
public final class Version {
  public static final String HOPLINT = "0.1.0-SNAPSHOT";

  /// The Kubernetes version whose fields and types the embedded schemas describe.
  public static final String KUBERNETES = SchemaValidator.KUBERNETES_VERSION;

  private Version() {}
}
