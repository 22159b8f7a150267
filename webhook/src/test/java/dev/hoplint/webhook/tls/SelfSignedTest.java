package dev.hoplint.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  @Test
  void aCertificateForTheseNamesIsThereAtOnce() throws Exception {
    try (SelfSigned source =
        new SelfSigned(InstantSource.fixed(NOW), List.of("localhost", "127.0.0.1", "::1"))) {
      ServingCertificate serving = source.current().orElseThrow();
      X509Certificate leaf = serving.chain().getFirst();
      assertThat(alternativeNames(leaf))
          .containsExactly("2:localhost", "7:127.0.0.1", "7:0:0:0:0:0:0:0:1");
      assertThat(leaf.getNotBefore()).isEqualTo(NOW.minus(Duration.ofHours(1)));
      assertThat(serving.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(7)));
      assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
      assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void anAuthorityMaySignLeavesAndNothingElse() throws Exception {
    Authority authority = Authority.mint(NOW, Duration.ofDays(365));
    X509Certificate leaf =
        authority.issue(List.of("web.shop.svc"), NOW, Duration.ofDays(7)).chain().getFirst();
    assertThat(authority.signed(leaf)).isTrue();
    assertThat(Authority.mint(NOW, Duration.ofDays(365)).signed(leaf)).isFalse();
    authority.certificate().verify(authority.certificate().getPublicKey());
    assertThat(authority.certificate().getBasicConstraints()).as("path length").isZero();
    assertThat(authority.certificate().getKeyUsage()[5]).as("may sign certificates").isTrue();
  }

  @Test
  void aLeafDoesNotOutliveItsAuthority() {
    Authority authority = Authority.mint(NOW, Duration.ofDays(365));
    Instant late = NOW.plus(Duration.ofDays(363));
    assertThat(authority.issue(SelfSigned.LOCAL, late, Duration.ofDays(7)).notAfter())
        .isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  private static List<String> alternativeNames(X509Certificate leaf) throws Exception {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names.stream().map(name -> name.getFirst() + ":" + name.getLast()).toList();
  }
}
