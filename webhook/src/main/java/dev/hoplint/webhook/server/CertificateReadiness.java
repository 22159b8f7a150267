package dev.hoplint.webhook.server;

import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.ServingCertificate;
import java.time.InstantSource;
import java.util.Optional;

/// Whether there is a certificate that clients can take.
public final class CertificateReadiness implements ReadinessCheck {
  private final CertificateSource source;
  private final InstantSource clock;

  public CertificateReadiness(CertificateSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "certificate";
  }

  @Override
  public Optional<String> problem() {
    Optional<ServingCertificate> current = source.current();
    if (current.isEmpty()) {
      return Optional.of("there is no certificate: " + source.problem().orElse("not yet"));
    }
    if (!clock.instant().isBefore(current.get().notAfter())) {
      return Optional.of(
          "the certificate ended at "
              + current.get().notAfter()
              + source.problem().map(why -> ": " + why).orElse(""));
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> detail() {
    return source
        .problem()
        .or(() -> source.current().map(serving -> "good until " + serving.notAfter()));
  }
}
