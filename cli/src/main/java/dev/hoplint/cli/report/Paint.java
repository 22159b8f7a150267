package dev.hoplint.cli.report;

import dev.hoplint.rule.Severity;

/// Colours, or none.
record Paint(boolean color) {
  String severity(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> with("1;31", text);
      case WARNING -> with("1;33", text);
      case INFO -> with("1;36", text);
    };
  }

  String strong(String text) {
    return with("1", text);
  }

  String frame(String text) {
    return with("34", text);
  }

  String faint(String text) {
    return with("2", text);
  }

  private String with(String code, String text) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
