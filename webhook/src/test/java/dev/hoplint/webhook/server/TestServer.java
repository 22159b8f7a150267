package dev.hoplint.webhook.server;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Trust;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.admission.AdmissionAnswer;
import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfigReader;
import dev.hoplint.webhook.tls.SelfSigned;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A server on a free port of this machine, with a certificate that [#trust] trusts.
final class TestServer implements AutoCloseable {
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final SelfSigned certificates = new SelfSigned(Clock.systemUTC(), SelfSigned.LOCAL);
  final ReviewServer server;

  TestServer(ReviewHandler handler) {
    this("", handler, List.of(), ConnectionGuard.Deadlines.DEFAULT);
  }

  TestServer(
      String config,
      ReviewHandler handler,
      List<X509Certificate> clients,
      ConnectionGuard.Deadlines deadlines) {
    server =
        new ReviewServer(
            config(config),
            handler,
            certificates.current().orElseThrow(),
            clients,
            metrics,
            deadlines,
            Optional.empty());
    server.start();
  }

  static WebhookConfig config(String text) {
    WebhookConfigReader.Read read =
        WebhookConfigReader.read(
            SourceText.of("config.yaml", "listen: {port: 0, healthPort: 0}\n" + text),
            ConfigFile.vocabulary());
    if (!read.problems().isEmpty()) {
      throw new AssertionError(read.problems());
    }
    return read.config();
  }

  ApiServerClient client() {
    return client(Duration.ofSeconds(10));
  }

  ApiServerClient client(Duration timeout) {
    return new ApiServerClient(
        ApiServerClient.Entry.local(server.port(), "/validate").within(timeout), trust());
  }

  Trust trust() {
    return Trust.in(certificates.current().orElseThrow().chain().getLast());
  }

  /// Answers that any review is allowed, after some work.
  static ReviewHandler allow(Work work) {
    return new ReviewHandler() {
      @Override
      public AdmissionAnswer review(byte[] body, Duration budget) {
        work.run();
        return new AdmissionAnswer(200, "{\"reviewed\":" + body.length + "}");
      }

      @Override
      public AdmissionAnswer failOpen(byte[] body, String reason) {
        return new AdmissionAnswer(200, "{\"open\":\"" + reason + "\"}");
      }
    };
  }

  interface Work {
    void run();

    static Work none() {
      return () -> {};
    }

    static Work pause(Duration time) {
      return () -> {
        try {
          Thread.sleep(time);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      };
    }
  }

  @Override
  public void close() {
    server.close();
    certificates.close();
  }
}
