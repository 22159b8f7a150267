package dev.hoplint.webhook.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// When a certificate is good.
record Validity(Instant notBefore, Instant notAfter) {
  static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /// What holds for all of a served chain.
  static Validity of(ServingCertificate serving) {
    Validity all = of(serving.chain().getFirst());
    for (X509Certificate one : serving.chain()) {
      Validity next = of(one);
      all =
          new Validity(
              all.notBefore.isAfter(next.notBefore) ? all.notBefore : next.notBefore,
              all.notAfter.isBefore(next.notAfter) ? all.notAfter : next.notAfter);
    }
    return all;
  }

  boolean holds(Instant moment) {
    return !moment.isBefore(notBefore) && moment.isBefore(notAfter);
  }

  /// Whether it is time for a successor: two thirds of the life are over, or the clock stands
  /// outside of it.
  boolean isDue(Instant moment) {
    Duration life = Duration.between(notBefore, notAfter);
    return !holds(moment) || !moment.isBefore(notBefore.plus(life.dividedBy(3).multipliedBy(2)));
  }
}
