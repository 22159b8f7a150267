package dev.hoplint.webhook;

/// What runs here.
final class Version {
  static final String HOPLINT = "0.1.0-SNAPSHOT";

  private Version() {}
}
