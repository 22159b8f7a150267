package dev.hoplint.webhook.tls;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// A certificate authority with its key: what signs leaves, and what clients trust.
record Authority(PrivateKey key, X509Certificate certificate) {
  Authority {
    Objects.requireNonNull(key, "key is null");
    Objects.requireNonNull(certificate, "certificate is null");
  }

  /// Makes a new one with a key of its own.
  static Authority mint(Instant now, Duration life) {
    return Minting.authority(now, life);
  }

  /// Makes a leaf with a key of its own, for servers of these names.
  ///
  /// @param hosts DNS names and IP addresses
  /// @param life how long it is good for; it never outlives the authority
  ServingCertificate issue(List<String> hosts, Instant now, Duration life) {
    return Minting.leaf(this, hosts, now, life);
  }

  /// Whether the certificate's key signed this one.
  boolean signed(X509Certificate leaf) {
    return Minting.isSignedBy(leaf, certificate);
  }

  boolean isValidAt(Instant moment) {
    return Validity.of(certificate).holds(moment);
  }

  PublicKey publicKey() {
    return certificate.getPublicKey();
  }
}
