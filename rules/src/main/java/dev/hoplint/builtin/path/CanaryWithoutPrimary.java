package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.CanaryPath;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationType;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.VirtualHosts;
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
import dev.hoplint.world.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A canary whose host, path text or path type no primary has: it is ignored.
///
/// It builds no location of its own (internal/ingress/controller/controller.go,
/// `mergeAlternativeBackends`).
public final class CanaryWithoutPrimary implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "canary-without-primary",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A canary without a primary for its host, path and type")
          .statuses(404)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress)
        || !nginx.annotations(ingress).isTrue("canary")
        || mayBeElsewhere(ingress, context)) {
      return List.of();
    }
    VirtualHosts hosts = nginx.hosts(ingress);
    List<Finding> findings = new ArrayList<>();
    for (CanaryPath path : hosts.canaries().paths(ingress)) {
      instead(path.outcome())
          .map(instead -> finding(path, instead, hosts, context).atMost(certainty(path, context)))
          .ifPresent(findings::add);
    }
    return findings;
  }

  /// What there is instead of a primary; empty where there is one, or it cannot be known.
  private static Optional<String> instead(CanaryPath.Outcome outcome) {
    return switch (outcome) {
      case CanaryPath.NoHost() -> Optional.of("no other Ingress serves that host");
      case CanaryPath.OtherType(Location primary) ->
          Optional.of("there it has the type " + type(primary));
      case CanaryPath.NoPath(List<String> texts) ->
          Optional.of(
              texts.isEmpty()
                  ? "the host has no path at all"
                  : "the host has "
                      + String.join(
                          ", ", texts.stream().limit(3).map(one -> '"' + one + '"').toList())
                      + (texts.size() > 3 ? ", …" : ""));
      case CanaryPath.Merged _, CanaryPath.SameService _, CanaryPath.Unknown _ -> Optional.empty();
    };
  }

  /// A host that nobody else names may be served by an Ingress that the input does not show.
  private static Certainty certainty(CanaryPath canary, RuleContext context) {
    boolean closed = context.world().visibility().of("Ingress") == Visibility.Sight.CLOSED;
    return canary.outcome() instanceof CanaryPath.NoHost && !closed
        ? Certainty.LIKELY
        : Certainty.CERTAIN;
  }

  private static String type(Location primary) {
    boolean exact =
        primary.path().filter(path -> Location.typeOf(path) == LocationType.EXACT).isPresent();
    return exact ? "Exact" : "Prefix";
  }

  /// Whether the input may not show the primary.
  private static boolean mayBeElsewhere(Ingress canary, RuleContext context) {
    if (context.world().visibility().of("Ingress") == Visibility.Sight.CLOSED) {
      return false;
    }
    boolean shown = context.graph().nginx().hosts(canary).hasAny();
    return !shown
        || context
            .world()
            .whyUnknown(canary.meta(), Ingress.class, "Ingress", canary.namespace(), "")
            .isPresent();
  }

  private static Finding finding(
      CanaryPath canary, String instead, VirtualHosts hosts, RuleContext context) {
    Ingress ingress = canary.ingress();
    String text = Location.textOf(canary.path());
    VirtualHosts.Choice choice = hosts.choose(canary.rule().host().or(""));
    boolean answered =
        Answer.of(choice.host().server().lookup().find(text))
            .filter(one -> one.status() == 0)
            .isPresent();
    Controller controller = context.graph().controller(ingress);
    Symptom symptom =
        answered
            ? Symptom.effect(controller.words(), "the canary gets no request")
            : Symptom.of(controller.words(), List.of(404));
    return Finding.in(
            ingress,
            META,
            Hosts.place(canary.path()),
            "Canary "
                + ingress.quoted()
                + " has no primary for path \""
                + text
                + "\" of "
                + Hosts.words(canary.rule())
                + ": "
                + instead)
        .symptom(symptom.assuming(controller.assumed()))
        .help("write host, path and pathType exactly as the primary does")
        .target(text);
  }
}
