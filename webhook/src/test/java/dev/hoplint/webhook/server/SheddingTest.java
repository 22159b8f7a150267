package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.admission.AdmissionAnswer;
import dev.hoplint.webhook.admission.ReviewHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// More reviews than can be evaluated.
class SheddingTest {
  @Test
  void atThriceTheCapacityEveryCallEndsWellInTime() throws Exception {
    Duration work = Duration.ofMillis(200);
    int parallel = Math.max(2, Runtime.getRuntime().availableProcessors());
    int capacity = (int) (1_000L * parallel / work.toMillis());
    ConcurrentLinkedQueue<ApiServerClient.Outcome> outcomes = new ConcurrentLinkedQueue<>();
    try (TestServer server = new TestServer(TestServer.allow(TestServer.Work.pause(work)));
        ApiServerClient client = server.client(Duration.ofSeconds(3))) {
      client.call("{}".getBytes(UTF_8));
      List<Thread> calls = new ArrayList<>();
      long begin = System.nanoTime();
      int all = 3 * capacity * Size.of(4, 60);
      for (int i = 0; i < all; i++) {
        byte[] review = ("{\"uid\":" + i + "}").getBytes(UTF_8);
        long due = begin + i * 1_000_000_000L / (3L * capacity);
        TestServer.Work.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime()))).run();
        calls.add(Thread.ofVirtual().start(() -> outcomes.add(client.call(review))));
      }
      for (Thread call : calls) {
        call.join();
      }
      Map<String, Integer> ends = new TreeMap<>();
      int retried = 0;
      for (ApiServerClient.Outcome outcome : outcomes) {
        String end =
            switch (outcome) {
              case ApiServerClient.Outcome.Failed failed -> failed.why();
              case ApiServerClient.Outcome.Answered answered -> {
                retried += answered.attempts() > 1 ? 1 : 0;
                yield answered.response().status() + answered.response().text().substring(0, 6);
              }
            };
        ends.merge(end, 1, Integer::sum);
      }
      int answered = ends.getOrDefault("200{\"revi", 0) + ends.getOrDefault("200{\"open", 0);
      assertThat(retried).as("calls that were shed: %s", ends).isPositive();
      assertThat(answered).as("%s", ends).isGreaterThanOrEqualTo((int) Math.ceil(all * 0.999));
    }
  }

  @Test
  void whoHasNoTimeForASecondTryIsLetThrough() throws Exception {
    AtomicBoolean slow = new AtomicBoolean();
    TestServer.Work work =
        () -> TestServer.Work.pause(Duration.ofSeconds(slow.get() ? 5 : 0)).run();
    try (TestServer server = new TestServer(TestServer.allow(work));
        ApiServerClient client = server.client(Duration.ofSeconds(2))) {
      for (int i = 0; i < 50; i++) {
        client.call("{}".getBytes(UTF_8));
      }
      slow.set(true);
      ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
      List<Thread> calls = new ArrayList<>();
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        byte[] review = ("{\"uid\":" + i + "}").getBytes(UTF_8);
        calls.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      if (client.call(review) instanceof ApiServerClient.Outcome.Answered one) {
                        answers.add(one.attempts() + one.response().text());
                      }
                    }));
      }
      for (Thread call : calls) {
        call.join();
      }
      assertThat(answers)
          .hasSameSizeAs(calls)
          .contains("1{\"open\":\"overload\"}", "1{\"open\":\"deadline\"}");
    }
  }

  @Test
  void smallReviewsDoNotWaitForLargeOnes() throws Exception {
    ReviewHandler slowWithLargeOnes =
        new ReviewHandler() {
          @Override
          public AdmissionAnswer review(byte[] body, Duration budget) {
            TestServer.Work.pause(Duration.ofSeconds(body.length > 100_000 ? 3 : 0)).run();
            return new AdmissionAnswer(200, "{\"reviewed\":" + body.length + "}");
          }

          @Override
          public AdmissionAnswer failOpen(byte[] body, String reason) {
            return new AdmissionAnswer(200, "{\"open\":\"" + reason + "\"}");
          }
        };
    byte[] large = ("{\"uid\":\"" + "x".repeat(200_000) + "\"}").getBytes(UTF_8);
    try (TestServer server = new TestServer(slowWithLargeOnes);
        ApiServerClient client = server.client()) {
      List<Thread> calls = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        calls.add(Thread.ofVirtual().start(() -> client.call(large)));
      }
      TestServer.Work.pause(Duration.ofSeconds(1)).run();
      long begin = System.nanoTime();
      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              ApiServerClient.Outcome.Answered.class,
              one -> assertThat(one.response().text()).isEqualTo("{\"reviewed\":2}"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
      for (Thread call : calls) {
        call.join();
      }
    }
  }

  @Test
  void aReviewThatNeverEndsIsLeftBehind() {
    try (TestServer server =
            new TestServer(TestServer.allow(TestServer.Work.pause(Duration.ofMinutes(5))));
        ApiServerClient client = server.client(Duration.ofSeconds(1))) {
      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              ApiServerClient.Outcome.Answered.class,
              one -> assertThat(one.response().text()).isEqualTo("{\"open\":\"deadline\"}"));
    }
  }

  @Test
  void aReviewThatFailsIsLetThrough() {
    TestServer.Work broken =
        () -> {
          throw new IllegalStateException("a rule is broken");
        };
    try (TestServer server = new TestServer(TestServer.allow(broken));
        ApiServerClient client = server.client()) {
      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              ApiServerClient.Outcome.Answered.class,
              one -> assertThat(one.response().text()).isEqualTo("{\"open\":\"error\"}"));
    }
  }
}
