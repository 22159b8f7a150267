package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;

/// A routed Service publishes pods whatever their probes say.
///
/// k8s.io/endpointslice: an endpoint is ready when the Service publishes not-ready addresses, or
/// when the pod serves and does not terminate.
public final class PublishNotReadyAddresses implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "publish-not-ready-addresses",
              Severity.WARNING,
              Certainty.LIKELY,
              "A routed Service publishes pods that are not ready")
          .statuses(502, 503)
          .reads("Service", "Ingress", "HTTPRoute")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    if (!service.publishNotReadyAddresses().is(true)) {
      return List.of();
    }
    List<Route> routes = context.graph().routesTo(service);
    if (routes.isEmpty()) {
      return List.of();
    }
    Finding finding =
        Finding.in(
                service,
                META,
                service.publishNotReadyAddresses().place(),
                service.quoted()
                    + " is routed and publishes pods that are not ready, so requests reach"
                    + " containers that start or stop")
            .help(
                "remove publishNotReadyAddresses, or give the peers that need it a Service of"
                    + " their own");
    Finding answered = Answers.add(finding, routes, Defect.REFUSED);
    return List.of(
        answered
            .symptom()
            .map(symptom -> answered.symptom(symptom.when(When.ROLLOUT).share(Share.SOME)))
            .orElse(answered));
  }
}
