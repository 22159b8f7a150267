package dev.hoplint.cli;

/// The command line asks for something that does not exist or cannot be done. The message is one
/// line; the hint says where to look.
final class WrongUsage extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String hint;

  WrongUsage(String message, String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}
