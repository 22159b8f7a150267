package dev.hoplint.webhook.tls;

import dev.hoplint.webhook.beat.Beat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An authority and a leaf that live in memory only, for trying the server out: nobody trusts them.
/// There at once, renewed like the real ones.
public final class SelfSigned implements CertificateSource {
  /// The names by which a machine calls itself.
  public static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  private static final Duration LEAF = Duration.ofDays(7);
  private static final Duration AUTHORITY = Duration.ofDays(365);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final List<String> hosts;
  private final Serving serving = new Serving(Optional.empty());
  private final Beat beat;

  /// @param hosts DNS names and IP addresses that the certificate is for
  public SelfSigned(InstantSource clock, List<String> hosts) {
    this.clock = clock;
    this.hosts = List.copyOf(hosts);
    renew();
    this.beat = Beat.start("certificates", EVERY, this::renew);
  }

  @Override
  public Optional<ServingCertificate> current() {
    return serving.current();
  }

  @Override
  public void onChange(Consumer<ServingCertificate> listener) {
    serving.onChange(listener);
  }

  @Override
  public Optional<String> problem() {
    return serving.problem();
  }

  @Override
  public void close() {
    beat.close();
  }

  private synchronized void renew() {
    Instant now = clock.instant();
    if (serving.current().map(Validity::of).map(validity -> validity.isDue(now)).orElse(true)) {
      serving.become(Authority.mint(now, AUTHORITY).issue(hosts, now, LEAF));
    }
  }
}
