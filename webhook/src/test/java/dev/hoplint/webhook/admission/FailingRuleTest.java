package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FailingRuleTest {
  private static final RuleMeta META =
      RuleMeta.of(RuleFamily.MANIFEST, "failing", Severity.WARNING, Certainty.CERTAIN, "It fails");

  private record Failing(Supplier<List<Finding>> how) implements Rule.OfResource {
    @Override
    public RuleMeta meta() {
      return META;
    }

    @Override
    public List<Finding> check(Resource resource, RuleContext context) {
      return how.get();
    }
  }

  @Test
  void theOthersGoOn() {
    isolated(
        () -> {
          throw new IllegalStateException("broken\nrule");
        });
  }

  @Test
  void theOthersGoOnWhereItRecursesForEver() {
    isolated(() -> endless(0));
  }

  private static List<Finding> endless(int depth) {
    return depth < 0 ? List.of() : endless(depth + 1);
  }

  @Test
  void whatNoRuleMayDoIsAnsweredOpen() {
    Webhook webhook =
        webhook(
            () -> {
              throw new OutOfMemoryError("made up");
            });

    Verified.Answer answer = webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE)));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.auditAnnotations()).containsEntry("failed-open", "error");
    assertThat(webhook.count("hoplint.fail.open", "reason", "error")).isEqualTo(1);
  }

  @Test
  void aRuleThatTakesTooLongIsAnsweredOpen() {
    Webhook webhook =
        webhook(
            () -> {
              dev.hoplint.world.WorkLimit.check();
              return List.of();
            });
    Reviews review = Reviews.create(Manifests.one(Samples.BAD_PROBE));

    AdmissionAnswer answer = webhook.handler.review(review.bytes(), java.time.Duration.ZERO);

    assertThat(answer.body())
        .contains("\"allowed\":true", "\"failed-open\":\"deadline\"", review.uid());
    assertThat(webhook.count("hoplint.fail.open", "reason", "deadline")).isEqualTo(1);
  }

  private static void isolated(Supplier<List<Finding>> how) {
    Webhook webhook = webhook(how);

    Verified.Answer answer = webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE)));

    assertThat(answer.allowed()).isFalse();
    assertThat(answer.auditAnnotations()).containsEntry("failed-rules", "failing");
    assertThat(webhook.count("hoplint.rule.failures", "rule", "failing")).isPositive();
  }

  private static Webhook webhook(Supplier<List<Finding>> how) {
    List<Rule> rules = new ArrayList<>(BuiltInRules.all());
    rules.add(new Failing(how));
    return new Webhook(
        TestCluster.of(Samples.APPLICATION), Configs.mode(Mode.ENFORCE_LOCAL), rules);
  }
}
