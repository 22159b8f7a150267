package dev.hoplint.builtin.redirect;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// Redirect annotations of which one silently wins: within an Ingress, and between the Ingresses of
/// a host.
public final class RedirectConflict implements Rule.OfIngress {
  static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-conflict",
              Severity.WARNING,
              Certainty.CERTAIN,
              "Redirect annotations contradict each other, and one of them silently wins")
          .statuses(301, 302, 307, 308)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .map(
            subject -> {
              List<Finding> findings = new ArrayList<>(OwnConflicts.of(subject));
              findings.addAll(HostConflicts.of(subject));
              return findings;
            })
        .orElseGet(ArrayList::new);
  }
}
