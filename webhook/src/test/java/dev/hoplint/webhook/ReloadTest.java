package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.admission.AdmissionHandler;
import dev.hoplint.webhook.config.ConfigFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configuration changes while reviews are judged.
class ReloadTest {
  private static final String FIRST =
      "mode: enforce-local\nrules: {selector-not-in-template: off}\n";
  private static final String SECOND = "mode: warn\nrules: {}\n";
  private static final byte[] REVIEW =
      """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",
       "kind":{"group":"apps","version":"v1","kind":"Deployment"},
       "resource":{"group":"apps","version":"v1","resource":"deployments"},
       "name":"web","namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},
       "object":{"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"web","namespace":"shop"},
         "spec":{"selector":{"matchLabels":{"app":"web"}},
           "template":{"metadata":{"labels":{"app":"other"}},
             "spec":{"containers":[{"name":"app","image":"web:1",
               "ports":[{"name":"http","containerPort":8080}],
               "readinessProbe":{"httpGet":{"path":"/","port":"htp"}}}]}}}},
       "oldObject":null,"dryRun":false}}
      """
          .getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void noReviewSeesPartsOfTwoConfigurations() throws Exception {
    Set<String> pure = new LinkedHashSet<>();
    pure.add(answer(handler(open(FIRST))));
    pure.add(answer(handler(open(SECOND))));
    assertThat(pure).as("the two configurations make a difference").hasSize(2);

    ConfigFile file = open(FIRST);
    AdmissionHandler handler = handler(file);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicLong reviews = new AtomicLong();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!ended.get()) {
                      seen.add(answer(handler));
                      reviews.incrementAndGet();
                    }
                  }));
    }
    List<String> texts = List.of(SECOND, "mode: louder", FIRST, "");
    for (int i = 0; i < Size.of(30, 600); i++) {
      String text = texts.get(i % 3);
      write(text);
      file.poll();
      assertThat(file.problem().isPresent()).isEqualTo(text.equals("mode: louder"));
      Thread.sleep(100);
    }
    ended.set(true);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(reviews.get()).isPositive();
    assertThat(seen).isEqualTo(pure);
  }

  /// The answer without what is different each time.
  private static String answer(AdmissionHandler handler) {
    return handler.review(REVIEW, Duration.ofSeconds(20)).body();
  }

  private static AdmissionHandler handler(ConfigFile file) {
    return new AdmissionHandler(
        file::current,
        BuiltInRules.all(),
        ClusterState.unwatched(),
        (_, _) -> new LiveObjects.Answer.Failed("no cluster"),
        new SimpleMeterRegistry(),
        Clock.systemUTC(),
        "test");
  }

  private ConfigFile open(String text) throws Exception {
    write(text);
    return switch (ConfigFile.open(folder.resolve("config.yaml"))) {
      case ConfigFile.Opened.Usable usable -> usable.file();
      case ConfigFile.Opened.Unusable bad -> throw new AssertionError(bad.refused().lines());
    };
  }

  /// In one step, as a mounted ConfigMap changes.
  private void write(String text) throws Exception {
    Path next = Files.writeString(folder.resolve("next"), text);
    Files.move(
        next,
        folder.resolve("config.yaml"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
