package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Size;
import dev.hoplint.webhook.admission.Manifests;
import dev.hoplint.webhook.admission.RuleCases;
import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import dev.hoplint.yaml.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A webhook never sees what a user wrote, but what the API server made of it: every default is
/// there, and fields that it does not know are gone. The findings are the same all the same.
class RealDefaultingTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// Of 1,235; the API server refuses some object of the others. A small run takes each fourth.
  private static final int CASES = 1_200 / Size.of(4, 1);

  private static final Set<String> NAMESPACES = new HashSet<>();

  @TempDir private static Path folder;
  private static RealCluster cluster;
  private static int compared;

  @BeforeAll
  static void start() {
    cluster = RealCluster.start(folder);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
      assertThat(compared).isGreaterThan(CASES);
    }
  }

  @TestFactory
  Stream<DynamicTest> theSameFindingsAfterDefaulting() {
    AtomicInteger number = new AtomicInteger();
    return RuleCases.tests(
            folder -> {
              List<Mapping> written = RuleCases.objects(folder);
              List<Mapping> held = new ArrayList<>();
              for (Mapping object : written) {
                Answer answer = answer(object);
                boolean unknownKind = answer.status() == 404;
                if (!unknownKind && !answer.accepted()) {
                  return;
                }
                held.add(unknownKind ? object : Manifests.yaml(answer.body()).getFirst());
              }
              compared++;
              assertThat(RuleCases.found(held, folder)).isEqualTo(RuleCases.found(written, folder));
            })
        .filter(one -> number.getAndIncrement() % Size.of(4, 1) == 0);
  }

  @SuppressWarnings("unchecked") // an object's keys are texts
  private static Answer answer(Mapping object) {
    Map<String, Object> map = JSON.readValue(Manifests.json(object), Map.class);
    if (((Map<?, ?>) map.get("metadata")).get("namespace") instanceof String namespace
        && NAMESPACES.add(namespace)) {
      cluster.put(RealCluster.namespace(namespace, Map.of()));
    }
    return cluster.client().dryRun(map);
  }
}
