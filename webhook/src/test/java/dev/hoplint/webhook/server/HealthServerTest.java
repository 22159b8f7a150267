package dev.hoplint.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthServerTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void stop() {
    root.detachAppender(logged);
  }

  /// Prometheus keeps its connections.
  @Test
  void aKeptConnectionDoesNotKeepItFromStoppingQuietly() throws Exception {
    HealthServer server =
        new HealthServer(0, new Readiness(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
    try (Socket kept = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      kept.getOutputStream()
          .write("GET /livez HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      InputStream answer = kept.getInputStream();
      assertThat(new String(answer.readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 200");
      server.close();
      answer.readAllBytes();
    }
    assertThat(logged.list)
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN));
  }
}
