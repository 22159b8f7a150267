package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.WebhookProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large bodies at once, to a process with the memory of a pod.
class MemoryBombsTest {
  private static final int LARGE = 9 << 20;

  private static final int MIDDLE = 1 << 20;

  /// As many empty items as are still taken.
  private static final int SMALL = 147_000;

  @TempDir Path folder;

  @Test
  void largeBodiesAtOnceExhaustNothing() throws Exception {
    List<byte[]> bombs = new ArrayList<>();
    for (String value : List.of("[],", "{},", "{\"a\":1},", "\"a\",", "1,")) {
      bombs.add(bomb(LARGE, value));
    }
    bombs.add(bomb(LARGE, "\"" + "x".repeat(100_000) + "\","));
    exhaustNothing(bombs, Size.of(24, 100));
  }

  @Test
  void manySmallerBodiesAtOnceExhaustNothing() throws Exception {
    List<byte[]> bombs = new ArrayList<>();
    for (String value : List.of("[],", "{},", "{\"a\":1},", "[[]],", "12,")) {
      bombs.add(bomb(MIDDLE, value));
      bombs.add(bomb(SMALL, value));
    }
    exhaustNothing(bombs, Size.of(100, 400));
  }

  private void exhaustNothing(List<byte[]> bombs, int times) throws Exception {
    KeyMaterial keys = KeyMaterial.server(folder);
    try (Replica replica =
        Replica.start(
            folder,
            keys,
            "drain: {delay: 0s}",
            List.of("-Xmx192m", "-XX:MaxDirectMemorySize=64m"),
            "--standalone")) {
      replica.awaitReady();
      ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
      ApiServerClient.Entry entry = ApiServerClient.Entry.local(replica.port(), "/validate");
      try (ApiServerClient client =
          new ApiServerClient(
              entry.within(Duration.ofSeconds(Size.of(12, 30))), Replica.trust(keys))) {
        assertThat(end(client.call(bomb(1_000, "[],")))).isEqualTo("200");
        List<Thread> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          byte[] bomb = bombs.get(i % bombs.size());
          calls.add(Thread.ofVirtual().start(() -> ends.add(end(client.call(bomb)))));
        }
        for (Thread call : calls) {
          call.join();
        }
        assertThat(replica.process().isAlive()).as(replica.log()).isTrue();
        long begin = System.nanoTime();
        assertThat(end(client.call(bomb(1_000, "[],")))).isEqualTo("200");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      }
      Map<String, Integer> counts = new TreeMap<>();
      ends.forEach(end -> counts.merge(end, 1, Integer::sum));
      // Answered, asked to come back until the time was over, refused, or cut because the body took
      // longer than its deadline, or its handshake on a busy machine: nothing else.
      assertThat(counts.keySet())
          .as("%s", counts)
          .isSubsetOf(
              "200",
              "400",
              "413",
              "429",
              "context deadline exceeded",
              "EOF",
              "Broken pipe",
              "Remote host terminated the handshake");
      assertThat(counts).as("%s", counts).containsKey("200");
      assertThat(replica.process().status("VmHWM") / 1_024)
          .isLessThanOrEqualTo(WebhookProcess.POD_MEBIBYTES);
      assertThat(replica.log()).doesNotContain("OutOfMemoryError");
    }
  }

  private static String end(ApiServerClient.Outcome outcome) {
    return switch (outcome) {
      case ApiServerClient.Outcome.Answered answered ->
          String.valueOf(answered.response().status());
      case ApiServerClient.Outcome.Failed failed -> failed.why();
    };
  }

  /// A review whose object is a list of many small values.
  private static byte[] bomb(int size, String value) {
    String head =
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",\
        "kind":{"group":"","version":"v1","kind":"Service"},\
        "resource":{"group":"","version":"v1","resource":"services"},"name":"web",\
        "namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},"object":\
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{\
        "ports":[\
        """;
    String tail = "1]}}}}";
    StringBuilder body = new StringBuilder(size).append(head);
    int count = (size - head.length() - tail.length()) / value.length();
    return body.repeat(value, count).append(tail).toString().getBytes(UTF_8);
  }
}
