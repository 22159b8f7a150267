package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.route.HostPaths;
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

/// The same host, path and type lead to two backends.
///
/// ingress-nginx keeps the definition of the older Ingress and drops the other silently
/// (internal/ingress/controller/controller.go, `getBackendServers`); which is older is not in the
/// files. Inside one Ingress the first wins.
public final class PathDefinedTwice implements Rule.OfIngress {
  private static final String ALB = "alb.ingress.kubernetes.io/";
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "path-defined-twice",
              Severity.ERROR,
              Certainty.CERTAIN,
              "The same host, path and path type lead to two different backends")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (Ingress.Rule rule : ingress.rules()) {
      for (Ingress.Path path : rule.paths()) {
        HostPaths.Entry entry = new HostPaths.Entry(ingress, rule, path);
        rival(entry, context).ifPresent(other -> findings.add(finding(entry, other, context)));
      }
    }
    return findings;
  }

  /// The first definition of the path, where it is another one that leads elsewhere.
  private static Optional<HostPaths.Entry> rival(HostPaths.Entry entry, RuleContext context) {
    if (!isComparable(entry)) {
      return Optional.empty();
    }
    return context.graph().hostPaths().same(entry).stream()
        .filter(PathDefinedTwice::isComparable)
        .findFirst()
        .filter(first -> first.path() != entry.path())
        .filter(first -> !Hosts.areAlternatives(first.ingress(), entry.ingress()))
        .filter(first -> !upstream(first).equals(upstream(entry)));
  }

  private static Optional<Upstream> upstream(HostPaths.Entry entry) {
    return Upstream.of(entry.ingress(), entry.path().backend());
  }

  /// Canaries share a path on purpose; actions and conditions of AWS load balancers answer or
  /// choose before the backend does.
  private static boolean isComparable(HostPaths.Entry entry) {
    Optional<Upstream> upstream = upstream(entry);
    return upstream.isPresent()
        && !Canaries.isCanary(entry.ingress())
        && !upstream.get().port().equals("use-annotation")
        && !entry
            .ingress()
            .meta()
            .annotations()
            .has(ALB + "conditions." + upstream.get().service());
  }

  private static Finding finding(
      HostPaths.Entry entry, HostPaths.Entry first, RuleContext context) {
    Ingress ingress = entry.ingress();
    Upstream own = upstream(entry).orElseThrow();
    Upstream other = upstream(first).orElseThrow();
    boolean one = first.ingress() == ingress;
    String message =
        "Path \""
            + HostPaths.text(entry.path())
            + "\" of "
            + Hosts.words(entry.rule())
            + " leads to "
            + Backends.words(own, other)
            + ", but "
            + (one ? "the same Ingress" : first.ingress().quoted())
            + " already leads it to "
            + Backends.words(other, own);
    Controller controller = context.graph().controller(ingress);
    Finding finding =
        Finding.in(ingress, META, Hosts.place(entry.path()), message)
            .related("the other definition", first.ingress(), Hosts.place(first.path()))
            .symptom(symptom(controller, one))
            .help("keep one of the two definitions, or give one a path of its own")
            .target(Backends.words(other));
    if (one) {
      return finding;
    }
    boolean together = context.world().certainlyTogether(ingress, first.ingress());
    return together && controller.dialect().isPresent()
        ? finding.severity(Severity.WARNING)
        : finding.severity(Severity.INFO).atMost(Certainty.POSSIBLE);
  }

  private static Symptom symptom(Controller controller, boolean oneIngress) {
    String words = controller.words();
    if (controller.is(Dialects.F5_NGINX) && !oneIngress) {
      return Symptom.of(words, List.of(404))
          .withEffect("the younger Ingress is refused")
          .assuming(controller.assumed());
    }
    return Symptom.effect(words, "wrong backend").assuming(controller.assumed());
  }
}
