package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
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
import java.util.Optional;

/// A canary and a normal Ingress use the same Service and port.
///
/// There is one upstream for both, and the older Ingress decides whether it is an alternative
/// (internal/ingress/controller/controller.go, `createUpstreams`): then the normal paths are left
/// out, else the canary does nothing.
public final class CanaryHidesService implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "canary-hides-service",
              Severity.WARNING,
              Certainty.LIKELY,
              "A canary and a normal Ingress use the same Service and port")
          .statuses(404)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.NAMESPACE)
          .evidence(Evidence.COLLISION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress) || !nginx.annotations(ingress).isTrue("canary")) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Ingress.Rule rule : ingress.rules()) {
      for (Ingress.Path path : rule.paths()) {
        if (path.backend() instanceof Ingress.ServiceBackend backend) {
          normalUser(ingress, backend, context)
              .ifPresent(other -> findings.add(finding(ingress, backend, other, context)));
        }
      }
    }
    return findings;
  }

  private static Optional<Ingress> normalUser(
      Ingress canary, Ingress.Backend backend, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    return context.graph().hostPaths().usersOf(canary, backend).stream()
        .filter(one -> !Canaries.isCanary(one) && nginx.accepts(one))
        .filter(one -> !Hosts.areAlternatives(one, canary))
        .findFirst();
  }

  private static Finding finding(
      Ingress ingress, Ingress.ServiceBackend backend, Ingress other, RuleContext context) {
    Controller controller = context.graph().controller(ingress);
    String upstream = Upstream.of(ingress, backend).map(Backends::words).orElse("a Service");
    return Finding.in(
            ingress,
            META,
            backend.service().place(),
            "Canary "
                + ingress.quoted()
                + " leads to "
                + upstream
                + ", which "
                + other.quoted()
                + " uses as well: if the canary is older, the paths of the other are left out")
        .related("the normal Ingress", other, other.meta().namePlace())
        .symptom(Symptom.of(controller.words(), List.of(404)).assuming(controller.assumed()))
        .help("give the canary a Service of its own")
        .target(other.ref().toString())
        .atMost(Hosts.together(ingress, other, context));
  }
}
