package dev.hoplint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Drain;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long a signal is waited for by those who still send requests.
class ServingTest {
  @Test
  void withoutAClusterNobodyWaitsUnlessTheConfigurationSaysSo() {
    WebhookConfig plain = WebhookConfig.DEFAULT;

    assertThat(Serving.delay(options(true), plain)).isZero();
    assertThat(Serving.delay(options(false), plain)).isEqualTo(Duration.ofSeconds(15));
    assertThat(Serving.delay(options(true), draining(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(Serving.delay(options(false), draining(3))).isEqualTo(Duration.ofSeconds(3));
  }

  private static ServeOptions options(boolean standalone) {
    return new ServeOptions(Optional.empty(), standalone, Optional.empty(), Optional.empty());
  }

  private static WebhookConfig draining(int seconds) {
    WebhookConfig plain = WebhookConfig.DEFAULT;
    return new WebhookConfig(
        plain.listen(),
        plain.mode(),
        plain.namespaces(),
        plain.engine(),
        plain.exceptions(),
        plain.mayAllow(),
        plain.warnExisting(),
        plain.discloseNames(),
        plain.tls(),
        plain.limits(),
        plain.scan(),
        plain.watch(),
        new Drain(Duration.ofSeconds(seconds), plain.drain().stop()));
  }
}
