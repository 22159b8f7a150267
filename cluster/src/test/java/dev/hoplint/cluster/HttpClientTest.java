package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;

class HttpClientTest {
  @Test
  void theClientSpeaksThroughTheHttpClientOfTheJdk() {
    Config config = Config.empty();
    config.setMasterUrl("https://127.0.0.1:1/");

    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(client.getHttpClient().getClass().getSimpleName()).startsWith("JdkHttpClient");
    }
  }
}
