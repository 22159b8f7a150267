package dev.hoplint.webhook;

import java.util.List;

/// What it is told to do cannot be done: a bad configuration, a port in use.
final class CannotServe extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /// @param lines one problem each
  CannotServe(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  List<String> lines() {
    return lines;
  }
}
