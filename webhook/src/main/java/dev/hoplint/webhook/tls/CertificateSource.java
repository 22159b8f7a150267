package dev.hoplint.webhook.tls;

import java.util.Optional;
import java.util.function.Consumer;

/// Gives the certificate to serve with, and says when it changes.
public interface CertificateSource extends AutoCloseable {
  /// The one to serve with now; empty until there is a first one.
  Optional<ServingCertificate> current();

  /// Calls back with every later one, on a thread of the source.
  void onChange(Consumer<ServingCertificate> listener);

  /// What is wrong with the newest material, while an older one still serves; one sentence.
  Optional<String> problem();

  @Override
  void close();
}
