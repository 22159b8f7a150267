package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  private static final List<String> HOSTS = List.of("web.shop.svc");
  private static final Duration WEEK = Duration.ofDays(7);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final InstantSource clock = now::get;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Authority authority = Authority.mint(now.get(), Duration.ofDays(365));
  private int mounts;

  @TempDir private Path folder;

  @BeforeEach
  void aMountedSecret() throws IOException {
    mount(issue(WEEK));
    Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data", "tls.crt"));
    Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data", "tls.key"));
  }

  @Test
  void aSwappedMountIsServedToTheNextHandshake() throws Exception {
    try (CertificateFiles files = watching(Duration.ofMillis(20));
        TlsServer server = new TlsServer(files)) {
      BlockingQueue<ServingCertificate> changes = new LinkedBlockingQueue<>();
      files.onChange(changes::add);
      TlsClient client =
          new TlsClient(TlsClient.bundle(authority.certificate()), "web.shop.svc", now.get());
      X509Certificate first = client.shake(server.port());
      for (int i = 0; i < 5; i++) {
        ServingCertificate next = issue(WEEK);
        mount(next);
        assertThat(changes.poll(30, TimeUnit.SECONDS)).isEqualTo(next);
        assertThat(client.shake(server.port()))
            .isEqualTo(next.chain().getFirst())
            .isNotEqualTo(first);
      }
      assertThat(files.problem()).isEmpty();
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    ServingCertificate next = issue(WEEK);
    refused(Pem.text(next.chain()), Pem.text(issue(WEEK).key()), "not the certificate's");
  }

  @Test
  void aCertificateThatIsCutOffIsRefused() throws IOException {
    ServingCertificate next = issue(WEEK);
    String whole = Pem.text(next.chain());
    refused(whole.substring(0, whole.length() / 2), Pem.text(next.key()), "cannot be used");
    refused(whole + whole.substring(0, whole.length() / 2), Pem.text(next.key()), "cannot be used");
    refused("", Pem.text(next.key()), "no whole certificate");
    refused("no PEM at all", Pem.text(next.key()), "no whole certificate");
    refused(whole, Pem.text(next.key()).substring(0, 60), "cannot be used");
    refused(whole, "", "private key");
    refused(whole + "x".repeat(2 << 20), Pem.text(next.key()), "larger than 1 MiB");
  }

  @Test
  void anEndedOrFutureCertificateIsRefusedUntilItIsGood() throws IOException {
    ServingCertificate ended = authority.issue(HOSTS, now.get().minus(WEEK), Duration.ofDays(6));
    refused(Pem.text(ended.chain()), Pem.text(ended.key()), "the certificate ended at ");
    ServingCertificate future = authority.issue(HOSTS, now.get().plus(WEEK), WEEK);
    refused(Pem.text(future.chain()), Pem.text(future.key()), "the certificate begins at ");
    try (CertificateFiles files = watching(Duration.ZERO)) {
      assertThat(files.current()).isEmpty();
      now.set(now.get().plus(WEEK));
      files.look();
      assertThat(files.current()).contains(future);
      assertThat(files.problem()).isEmpty();
    }
  }

  @Test
  void missingFilesAreToldAndTheLastGoodOneStays() throws IOException {
    try (CertificateFiles files = watching(Duration.ZERO)) {
      ServingCertificate good = files.current().orElseThrow();
      Files.delete(folder.resolve("..data"));
      files.look();
      assertThat(files.current()).contains(good);
      assertThat(files.problem()).get().asString().contains("cannot be read (NoSuchFile");
      assertThat(problemGauge()).isEqualTo(1);
      mount(issue(WEEK));
      files.look();
      assertThat(files.problem()).isEmpty();
      assertThat(problemGauge()).isZero();
      assertThat(files.current()).isPresent().isNotEqualTo(good);
    }
  }

  @Test
  void theOneInUseIsReportedWhenItEnds() {
    try (CertificateFiles files = watching(Duration.ZERO)) {
      ServingCertificate good = files.current().orElseThrow();
      assertThat(meters.get("hoplint.cert.not.after.seconds").gauge().value())
          .isEqualTo((double) good.notAfter().getEpochSecond());
      now.set(now.get().plus(WEEK));
      files.look();
      assertThat(files.current()).contains(good);
      assertThat(files.problem()).get().asString().contains("the certificate ended at ");
      assertThat(problemGauge()).isEqualTo(1);
    }
  }

  @Test
  void allUsualFormsOfKeysAreRead() throws Exception {
    for (String algorithm : List.of("RSA", "EC")) {
      KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
      X500Name name = new X500Name("CN=web");
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(now.get()),
                          Date.from(now.get().plus(WEEK)),
                          name,
                          pair.getPublic())
                      .build(
                          new JcaContentSignerBuilder(
                                  algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                              .build(pair.getPrivate())));
      for (String key : List.of(Pem.text(pair.getPrivate()), traditional(pair.getPrivate()))) {
        mount(Pem.text(List.of(certificate)), key);
        try (CertificateFiles files = watching(Duration.ZERO)) {
          assertThat(files.problem()).as(key.lines().findFirst().orElseThrow()).isEmpty();
          assertThat(files.current()).isPresent();
        }
      }
    }
  }

  private void refused(String certificate, String key, String why) throws IOException {
    mount(issue(WEEK));
    try (CertificateFiles files = watching(Duration.ZERO)) {
      ServingCertificate good = files.current().orElseThrow();
      mount(certificate, key);
      files.look();
      assertThat(files.current()).contains(good);
      assertThat(files.problem()).get().asString().contains(why).doesNotContain("PRIVATE");
      assertThat(problemGauge()).isEqualTo(1);
    }
  }

  private double problemGauge() {
    return meters.get("hoplint.cert.problem").gauge().value();
  }

  private CertificateFiles watching(Duration every) {
    meters.clear();
    return new CertificateFiles(
        folder.resolve("tls.crt"), folder.resolve("tls.key"), clock, meters, every);
  }

  private ServingCertificate issue(Duration life) {
    return authority.issue(HOSTS, now.get(), life);
  }

  private void mount(ServingCertificate serving) throws IOException {
    mount(Pem.text(serving.chain()), Pem.text(serving.key()));
  }

  /// As the kubelet does it: a new folder, and one link that moves from the old to the new one.
  private void mount(String certificate, String key) throws IOException {
    Path data = Files.createDirectory(folder.resolve("..data" + mounts++));
    Files.writeString(data.resolve("tls.crt"), certificate, UTF_8);
    Files.writeString(data.resolve("tls.key"), key, UTF_8);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), data.getFileName());
    Files.move(
        link,
        folder.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// As openssl writes it: PKCS#1 for RSA, SEC 1 with the curve in it for EC.
  private static String traditional(PrivateKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    ASN1Encodable inside =
        key instanceof ECPrivateKey curve
            ? new org.bouncycastle.asn1.sec.ECPrivateKey(
                curve.getParams().getOrder().bitLength(),
                curve.getS(),
                info.getPrivateKeyAlgorithm().getParameters())
            : info.parsePrivateKey();
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(
          new PemObject(
              (key instanceof ECPrivateKey ? "EC" : "RSA") + " PRIVATE KEY",
              inside.toASN1Primitive().getEncoded()));
    }
    return text.toString();
  }
}
