package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Target;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The proxy gives up before the backend does.
///
/// nginx answers 504 when no byte came for `proxy-read-timeout` seconds, and closes idle WebSocket
/// and event streams after it (ngx_http_proxy_module, `proxy_read_timeout`); the backend goes on
/// working for nobody.
public final class TimeoutShorterThanBackend implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "timeout-shorter-than-backend",
              Severity.WARNING,
              Certainty.LIKELY,
              "the backend may take longer for a request than the proxy waits")
          .statuses(504)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  private record Backend(DeclaredTimes.Declared declared, Container container, Workload workload) {}

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary() && !served.reaching().isEmpty())
        .flatMap(served -> ReadTimeout.of(served).flatMap(proxy -> check(served, proxy, context)))
        .stream()
        .toList();
  }

  private static Optional<Finding> check(
      ServedIngress served, ReadTimeout proxy, RuleContext context) {
    boolean grpc =
        served
            .annotations()
            .text("backend-protocol")
            .filter(value -> value.toUpperCase(Locale.ROOT).startsWith("GRPC"))
            .isPresent();
    for (Target target : context.graph().targets(served.ingress())) {
      for (Container container : target.container().stream().toList()) {
        Optional<DeclaredTimes.Declared> longer =
            DeclaredTimes.of(container, grpc).filter(one -> one.seconds() > proxy.seconds());
        if (longer.isPresent()) {
          return Optional.of(
              shorter(served, proxy, new Backend(longer.get(), container, target.workload())));
        }
      }
    }
    return proxy.isDefault()
        ? TrafficHints.openConnections(served, context).map(hint -> idle(served, proxy, hint))
        : Optional.empty();
  }

  private static Finding shorter(ServedIngress served, ReadTimeout proxy, Backend backend) {
    DeclaredTimes.Declared declared = backend.declared();
    return served
        .finding(
            META,
            proxy.place(),
            served.ingress().quoted()
                + " gives up after "
                + proxy.seconds()
                + " s ("
                + proxy.words()
                + "), but "
                + backend.container().quoted()
                + " of "
                + backend.workload().quoted()
                + " may take "
                + declared.seconds()
                + " s ("
                + declared.words()
                + ")",
            served.answers(504).when(When.LOAD))
        .target(declared.words())
        .routes(served.reaching())
        .help(
            "let the backend give up first: set "
                + ReadTimeout.NAME
                + " above "
                + declared.seconds()
                + ", or the backend's time below "
                + proxy.seconds())
        .related("the backend's time", backend.workload(), declared.place());
  }

  private static Finding idle(ServedIngress served, ReadTimeout proxy, String hint) {
    return served
        .finding(
            META,
            proxy.place(),
            served.ingress().quoted()
                + " closes connections that are silent for "
                + proxy.seconds()
                + " s ("
                + proxy.words()
                + "), and "
                + hint
                + " suggests connections that are kept open",
            Symptom.effect(served.controller().words(), "idle connections are closed"))
        .target("idle")
        .routes(served.reaching())
        .severity(Severity.INFO)
        .atMost(Certainty.POSSIBLE)
        .help("set " + ReadTimeout.NAME + " above the interval of the application's pings");
  }
}
