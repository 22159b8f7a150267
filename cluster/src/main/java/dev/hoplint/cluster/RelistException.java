package dev.hoplint.cluster;

import java.io.IOException;

/// The version to watch from is not kept any more, or what came contradicts what came before.
final class RelistException extends IOException {
  private static final long serialVersionUID = 1L;

  RelistException(String message) {
    super(message);
  }
}
