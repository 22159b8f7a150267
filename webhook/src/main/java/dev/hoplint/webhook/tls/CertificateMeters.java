package dev.hoplint.webhook.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// What a source tells about its certificates.
final class CertificateMeters {
  private final MeterRegistry meters;

  CertificateMeters(MeterRegistry meters, CertificateSource source) {
    this.meters = meters;
    notAfter("leaf", () -> source.current().map(ServingCertificate::notAfter));
    Gauge.builder("hoplint.cert.problem", source, one -> one.problem().isPresent() ? 1 : 0)
        .description("1 while newer certificate material cannot be used or published")
        .strongReference(true)
        .register(meters);
  }

  /// Seconds since 1970; not a number while there is none.
  void notAfter(String which, Supplier<Optional<Instant>> end) {
    Gauge.builder(
            "hoplint.cert.not.after.seconds",
            () -> end.get().map(Instant::getEpochSecond).map(Long::doubleValue).orElse(Double.NaN))
        .description("When the certificate ends, in seconds since 1970")
        .tag("certificate", which)
        .strongReference(true)
        .register(meters);
  }

  void renewed(String which) {
    meters.counter("hoplint.cert.renewals", "certificate", which).increment();
  }
}
