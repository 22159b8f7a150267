package dev.hoplint.webhook.tls;

/// A key or certificate that cannot be served with. The message completes "… : ".
final class BadMaterial extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadMaterial(String message) {
    super(message);
  }

  BadMaterial(String message, Throwable cause) {
    super(message, cause);
  }
}
