package dev.hoplint.builtin.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000 | 3000",
        ":3000 | 3000",
        "0.0.0.0:3000 | 3000",
        "http://+:5000 | 5000",
        "http://*:5000/ | 5000",
        "[::]:8000 | 8000",
        "tcp://0.0.0.0:65535 | 65535"
      })
  void readsThePortOfAValue(String value, int port) {
    assertThat(PortSettings.portsIn(value)).containsExactly(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "65536",
        "99999999",
        "auto",
        "0.0.0.0",
        "127.0.0.1:3000",
        "localhost:3000"
      })
  void readsNoPortWhereNoneIsServed(String value) {
    assertThat(PortSettings.portsIn(value)).isEmpty();
  }

  @Test
  void readsEveryPortOfAList() {
    assertThat(PortSettings.portsIn("http://+:5000;https://+:5001")).containsExactly(5000, 5001);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx",
    "nginx:1.27, nginx",
    "docker.io/library/nginx:1.27, nginx",
    "nginx@sha256:0123, nginx",
    "registry.example:5000/nginx:1, registry.example:5000/nginx",
    "docker.io/grafana/grafana:11.1.0, grafana/grafana"
  })
  void namesTheRepositoryOfAnImage(String image, String repository) {
    assertThat(ImagePorts.repository(image)).isEqualTo(repository);
  }

  @Test
  void findsANumberOnlyAsAWhole() {
    assertThat(ListeningPorts.hasNumber("--listen=:8080", 8080)).isTrue();
    assertThat(ListeningPorts.hasNumber("18080 80801 8080", 8080)).isTrue();
    assertThat(ListeningPorts.hasNumber("18080 80801", 8080)).isFalse();
  }
}
