package dev.hoplint.cluster;

import java.io.IOException;

/// The API server says no: the rights are missing, or the kind is.
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
