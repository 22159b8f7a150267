package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoplint.webhook.beat.Beat;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Key and certificate in two files, as cert-manager's Secrets are mounted. Looks at what the files
/// hold, not at their times: a mounted Secret changes by swapping a link somewhere above them. What
/// cannot be served with is refused and told, and the last good one stays.
public final class CertificateFiles implements CertificateSource {
  private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;

  /// Times to read until both files are of one swap.
  private static final int READS = 3;

  private final Path certificate;
  private final Path key;
  private final InstantSource clock;
  private final CertificateMeters meters;
  private final Serving serving = new Serving(Optional.empty());
  private final @Nullable Beat beat;
  private @Nullable Contents used;

  /// Reads at once, and then every ten seconds.
  ///
  /// @param certificate PEM, the leaf first, then those above it
  /// @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
  public CertificateFiles(Path certificate, Path key, InstantSource clock, MeterRegistry meters) {
    this(certificate, key, clock, meters, EVERY);
  }

  /// @param every zero for never; tests call [#look]
  CertificateFiles(
      Path certificate, Path key, InstantSource clock, MeterRegistry meters, Duration every) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
    this.meters = new CertificateMeters(meters, this);
    look();
    this.beat = every.isZero() ? null : Beat.start("certificates", every, this::look);
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
    if (beat != null) {
      beat.close();
    }
  }

  /// Reads the files and serves with what they hold, if that is new and good. Never throws.
  synchronized void look() {
    Instant now = clock.instant();
    try {
      Contents contents = contents();
      if (!contents.equals(used)) {
        ServingCertificate next = contents.parsed();
        requireValid(next, now);
        used = contents;
        serving.become(next);
        meters.renewed("leaf");
        log.atInfo().addKeyValue("notAfter", next.notAfter()).log("read a certificate");
      } else {
        requireValid(serving.current().orElseThrow(), now);
      }
      serving.suffers(Optional.empty());
    } catch (IOException e) {
      refuse("they cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (BadMaterial e) {
      refuse(e.getMessage());
    }
  }

  private void refuse(@Nullable String why) {
    serving.suffers(
        Optional.of(
            "certificate files \"%s\" and \"%s\" cannot be used: %s"
                .formatted(certificate, key, why)));
  }

  private static void requireValid(ServingCertificate serving, Instant now) {
    Validity validity = Validity.of(serving);
    if (now.isBefore(validity.notBefore())) {
      throw new BadMaterial("the certificate begins at " + validity.notBefore());
    }
    if (!validity.holds(now)) {
      throw new BadMaterial("the certificate ended at " + validity.notAfter());
    }
  }

  private Contents contents() throws IOException {
    Contents contents = read();
    for (int i = 1; i < READS; i++) {
      Contents again = read();
      if (again.equals(contents)) {
        return contents;
      }
      contents = again;
    }
    return contents;
  }

  private Contents read() throws IOException {
    return new Contents(text(certificate), text(key));
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadMaterial("\"" + file.getFileName() + "\" is larger than 1 MiB");
      }
      return new String(bytes, UTF_8);
    }
  }

  private record Contents(String certificate, String key) {
    ServingCertificate parsed() {
      List<X509Certificate> chain = Pem.certificates(certificate);
      PrivateKey parsed = Pem.key(key);
      Material.requireMatch(parsed, chain.getFirst());
      return new ServingCertificate(parsed, chain);
    }
  }
}
