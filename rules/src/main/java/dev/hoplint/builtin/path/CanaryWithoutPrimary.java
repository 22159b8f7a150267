package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationType;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.ServerBuilder;
import dev.hoplint.dialect.nginx.VirtualHost;
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
          .reads("Ingress", "IngressClass")
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
    for (Ingress.Rule rule : ingress.rules()) {
      if (rule.host().isUnknown()) {
        continue;
      }
      Optional<VirtualHost> host =
          hosts.get(ServerBuilder.hostOf(rule)).filter(VirtualHost::exists);
      for (Ingress.Path path : rule.paths()) {
        boolean readable = !path.path().isUnknown() && !path.pathType().isUnknown();
        if (readable && host.map(one -> lacks(one, path)).orElse(true)) {
          findings.add(finding(ingress, rule, path, hosts, context));
        }
      }
    }
    return findings;
  }

  /// Whether the input may not show the primary.
  private static boolean mayBeElsewhere(Ingress canary, RuleContext context) {
    if (context.world().visibility().of("Ingress") == Visibility.Sight.CLOSED) {
      return false;
    }
    boolean shown =
        context.graph().nginx().hosts(canary).all().stream()
            .anyMatch(host -> !host.ingresses().isEmpty());
    return !shown
        || context
            .world()
            .whyUnknown(canary.meta(), Ingress.class, "Ingress", canary.namespace(), "")
            .isPresent();
  }

  private static boolean lacks(VirtualHost host, Ingress.Path path) {
    return host.server().unknown().isEmpty()
        && host.server().locations().stream()
            .noneMatch(one -> isText(one, path) && writtenType(one) == Location.typeOf(path));
  }

  private static boolean isText(Location location, Ingress.Path path) {
    return location.path().isPresent() && location.pathText().equals(Location.textOf(path));
  }

  private static LocationType writtenType(Location location) {
    return location.path().map(Location::typeOf).orElse(location.type());
  }

  private static Finding finding(
      Ingress ingress,
      Ingress.Rule rule,
      Ingress.Path path,
      VirtualHosts hosts,
      RuleContext context) {
    String text = Location.textOf(path);
    Optional<VirtualHost> host = hosts.get(ServerBuilder.hostOf(rule)).filter(VirtualHost::exists);
    String uri = text.startsWith("/") ? text : "/" + text;
    VirtualHosts.Choice choice = hosts.choose(rule.host().or(""));
    Optional<Answer> answer = Answer.of(choice.host().server().lookup().find(uri));
    boolean answered = answer.filter(one -> one.status() == 0).isPresent();
    var controller = context.graph().controller(ingress);
    Symptom symptom =
        answered
            ? Symptom.effect(controller.words(), "the canary gets no request")
            : Symptom.of(controller.words(), List.of(404));
    return Finding.in(
            ingress,
            META,
            Hosts.place(path),
            "Canary "
                + ingress.quoted()
                + " has no primary for path \""
                + text
                + "\" of "
                + Hosts.words(rule)
                + ": "
                + host.map(one -> instead(one, path)).orElse("no other Ingress serves that host"))
        .symptom(symptom.assuming(controller.assumed()))
        .help("write host, path and pathType exactly as the primary does")
        .target(text);
  }

  private static String instead(VirtualHost host, Ingress.Path path) {
    List<Location> locations = host.server().locations();
    Optional<Location> otherType = locations.stream().filter(one -> isText(one, path)).findFirst();
    if (otherType.isPresent()) {
      boolean exact = writtenType(otherType.get()) == LocationType.EXACT;
      return "there it has the type " + (exact ? "Exact" : "Prefix");
    }
    List<String> texts =
        locations.stream()
            .filter(one -> one.path().isPresent())
            .map(Location::pathText)
            .distinct()
            .sorted()
            .limit(4)
            .toList();
    return "the host has "
        + String.join(", ", texts.stream().limit(3).map(one -> '"' + one + '"').toList())
        + (texts.size() > 3 ? ", …" : "");
  }
}
