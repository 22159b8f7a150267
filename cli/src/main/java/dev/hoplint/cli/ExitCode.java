package dev.hoplint.cli;

/// What a command says to the shell. Of several reasons the first applies: 70, 2, 3, 1, 4.
final class ExitCode {
  static final int OK = 0;

  /// Findings at or above `--fail-on`; a request that fails, or not as expected.
  static final int FINDINGS = 1;

  /// Wrong usage or configuration.
  static final int USAGE = 2;

  /// An input could not be read at all, or there was no Kubernetes object.
  static final int INPUT = 3;

  /// What a request gets cannot be known from the input.
  static final int UNKNOWN = 4;

  /// A mistake of hoplint itself.
  static final int INTERNAL = 70;

  private ExitCode() {}
}
