package dev.hoplint.webhook.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A key with its certificate.
///
/// @param chain the leaf first
public record ServingCertificate(PrivateKey key, List<X509Certificate> chain) {
  public ServingCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a certificate chain has at least a leaf");
    }
  }

  /// When the first certificate of the chain ends.
  public Instant notAfter() {
    return chain.stream()
        .map(one -> one.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }
}
