package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config;
import dev.hoplint.config.Config.RuleConfig;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PolicyReloadTest {
  private static final Reviews REVIEW = Reviews.create(Manifests.one(Samples.BAD_PROBE));

  /// One configuration denies, the other has the rule off: parts of both would warn, or deny
  /// without a cause.
  @Test
  void noReviewSeesAMixOfTwoConfigurations() throws Exception {
    WebhookConfig strict = Configs.mode(Mode.ENFORCE_LOCAL);
    WebhookConfig mild = Configs.engine(Mode.WARN, without("readiness-probe-port-missing"));
    Webhook webhook = new Webhook(new TestCluster(), strict);
    String denied = webhook.answer(REVIEW).body();
    webhook.config.set(mild);
    String allowed = webhook.answer(REVIEW).body();
    assertThat(denied).contains("\"allowed\":false");
    assertThat(allowed).contains("\"allowed\":true").doesNotContain("warnings");

    int reviews = Size.of(300, 20_000);
    Map<String, Integer> seen = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        all.add(threads.submit(() -> ask(webhook, reviews)));
      }
      boolean turn = false;
      while (all.stream().anyMatch(one -> !one.isDone())) {
        webhook.config.set(turn ? strict : mild);
        turn = !turn;
        Thread.sleep(1);
      }
      for (Future<List<String>> one : all) {
        one.get().forEach(answer -> seen.merge(answer, 1, Integer::sum));
      }
    }
    assertThat(seen).containsOnlyKeys(denied, allowed);
  }

  private static List<String> ask(Webhook webhook, int reviews) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < reviews; i++) {
      answers.add(webhook.answer(REVIEW).body());
    }
    return answers;
  }

  private static Config without(String rule) {
    Config base = Config.DEFAULT;
    return new Config(
        base.preset(),
        base.namespace(),
        base.controller(),
        base.closedWorld(),
        base.assumeExists(),
        base.externalWorkloads(),
        base.exclude(),
        Map.of(rule, new RuleConfig(Optional.of("off"), Map.of())),
        base.suppressions(),
        base.problems());
  }
}
