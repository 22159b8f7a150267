package dev.hoplint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.bench.AdmissionWorld;
import dev.hoplint.harness.KeyMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  private static final Review REVIEW = new Review("1-2-3", "{\"uid\":\"1-2-3\"}");

  private static KeyMaterial keys;

  @BeforeAll
  static void keys(@TempDir Path folder) {
    keys = KeyMaterial.server(folder);
  }

  private static StubWebhook stub(StubWebhook.Script script) throws IOException {
    return new StubWebhook(keys, script);
  }

  @Test
  void oneConnectionCarriesCallsThatFollowEachOther() throws Exception {
    try (StubWebhook webhook = stub((call, exchange) -> false);
        WireClient client = webhook.client()) {
      for (int call = 0; call < 5; call++) {
        assertThat(client.call(REVIEW).status()).isEqualTo(200);
      }
      assertThat(client.handshakes()).isEqualTo(1);

      client.callAnew(REVIEW);
      assertThat(client.handshakes()).isEqualTo(2);
    }
  }

  @Test
  void whatIsShedIsSentAgain() throws Exception {
    StubWebhook.Script shedFirst =
        (call, exchange) -> {
          if (call == 0) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
          }
          return call == 0;
        };
    try (StubWebhook webhook = stub(shedFirst);
        WireClient client = webhook.client()) {
      assertThat(client.call(REVIEW).status()).isEqualTo(200);
      assertThat(client.sheds()).isEqualTo(1);
    }
  }

  @Test
  void whatIsCutIsNotSentAgain() throws Exception {
    try (StubWebhook webhook =
            stub(
                (call, exchange) -> {
                  exchange.close();
                  return true;
                });
        WireClient client = webhook.client()) {
      assertThatThrownBy(() -> client.call(REVIEW)).isInstanceOf(IOException.class);
      assertThat(webhook.calls()).isEqualTo(1);
    }
  }

  @Test
  void waitingForSlowCallsCounts() throws Exception {
    StubWebhook.Script slowFirst =
        (call, exchange) -> {
          if (call == 0) {
            Soak.pause(Duration.ofMillis(600));
          }
          return false;
        };
    try (StubWebhook webhook = stub(slowFirst);
        WireClient client = webhook.client()) {
      Outcome outcome = Load.open(100, Duration.ofSeconds(1), 1, number -> REVIEW, client::call);

      assertThat(outcome.errors()).isZero();
      assertThat(outcome.calls()).isEqualTo(100);
      // One call was slow, half of the others had to wait for it.
      assertThat(outcome.millis(75)).isGreaterThan(200);
    }
  }

  @Test
  void failuresAreCountedAndTold() throws Exception {
    StubWebhook.Script failing =
        (call, exchange) -> {
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
          return true;
        };
    try (StubWebhook webhook = stub(failing);
        WireClient client = webhook.client()) {
      Outcome outcome = Load.burst(10, number -> REVIEW, client::call);

      assertThat(outcome.errors()).isEqualTo(10);
      assertThat(outcome.samples()).hasSize(5).allMatch(one -> one.startsWith("status 500"));
    }
  }

  @Test
  void everyLimitIsMeasured() throws Exception {
    try (StubWebhook webhook = stub((call, exchange) -> false)) {
      Store store =
          new Store() {
            @Override
            public void put(Map<String, Object> object) {
              if (Objects.name(object).startsWith("probe")) {
                webhook.warn(false);
              }
            }

            @Override
            public void remove(Map<String, Object> object) {
              webhook.warn(true);
            }
          };
      ClusterScene scene = new ClusterScene(new AdmissionWorld(40, 5, 30, 60, 2), store, 40);
      Target target = new Target(webhook::client, scene, webhook, true, 0.2);

      List<Sample> samples = new ArrayList<>();
      Measurement.all()
          .values()
          .forEach(one -> samples.addAll(one.run(target, Duration.ofMillis(800))));

      List<String> names = samples.stream().map(one -> one.id() + " " + one.what()).toList();
      assertThat(Limit.ALL)
          .allSatisfy(
              limit ->
                  assertThat(names)
                      .contains(limit.id() + " " + limit.what().replace(Limit.LARGE, "")));
      assertThat(samples)
          .filteredOn(one -> one.what().startsWith("errors"))
          .hasSizeGreaterThanOrEqualTo(9)
          .allMatch(one -> one.value() == 0);
    }
  }

  @Test
  void aReportSaysWhatIsMissed() {
    Report report = new Report();
    report.webhook(
        List.of(
            new Sample("R1a", "p50 ms", 1),
            new Sample("R1a", "p99 ms", 30),
            new Sample("R4", "p99 ms", 2),
            new Sample("R4", "p99 ms, large world", 2.9),
            new Sample("R1a", "errors", 1)));
    report.floor(List.of(new Sample("R1a", "p50 ms", 0.5), new Sample("R1a", "p99 ms", 21)));

    assertThat(report.missed()).containsExactly(new Sample("R1a", "errors", 1));
    assertThat(report.text().lines())
        .anyMatch(line -> line.matches("R1a +p50 ms +1 +0[.]50 +0[.]50 +2  at most 2 +ok"))
        .anyMatch(line -> line.matches("R1a +p99 ms +30 +21 +9 +1[.]43  at most floor [+] 10 +ok"))
        .anyMatch(line -> line.matches("R4 +p99 ms, large world +2[.]90 +at most W1 x 1[.]50 +ok"))
        .anyMatch(line -> line.matches("R1a +errors +1 +at most 0 +MISSED"));
  }

  @Test
  void argumentsAreChecked() {
    assertThat(Options.parse(List.of()).ids()).contains("R1a", "R9").hasSize(10);
    assertThat(Options.parse(List.of("R2", "--seconds", "5", "--no-floor", "--check")))
        .isEqualTo(
            new Options(
                List.of("R2"), Duration.ofSeconds(5), Duration.ofSeconds(5), 1, 1, false, true));
    assertThatThrownBy(() -> Options.parse(List.of("R77"))).hasMessageContaining("\"R77\"");
    assertThatThrownBy(() -> Options.parse(List.of("--seconds"))).hasMessageContaining("a number");
  }
}
