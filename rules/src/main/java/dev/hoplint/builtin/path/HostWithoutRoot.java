package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
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
import java.util.regex.Pattern;

/// A host serves some paths, but nothing answers `/`.
///
/// What no path matches goes to the controller's default backend: 404.
public final class HostWithoutRoot implements Rule.OfIngress {
  /// What certainly needs a first segment; anything else may match the root.
  private static final Pattern NEEDS_SEGMENT = Pattern.compile("/[\\w.~@:%-]+(/.*|[(\\[*].*)?");

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "host-without-root",
              Severity.INFO,
              Certainty.POSSIBLE,
              "A host serves some paths, but nothing answers \"/\"")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.ABSENCE)
          .strictOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    HostPaths paths = context.graph().hostPaths();
    for (Ingress.Rule rule : ingress.rules()) {
      HostPaths.host(ingress, rule)
          .filter(host -> !host.name().isEmpty() && !paths.isOpen(host))
          .filter(host -> !paths.hasDefaultBackend(host))
          .filter(host -> isFirst(rule, paths.of(host)))
          .filter(host -> paths.of(host).stream().noneMatch(HostWithoutRoot::answersRoot))
          .ifPresent(host -> findings.add(finding(ingress, rule, paths.of(host), context)));
    }
    return findings;
  }

  private static boolean isFirst(Ingress.Rule rule, List<HostPaths.Entry> entries) {
    return !entries.isEmpty() && entries.getFirst().rule() == rule;
  }

  private static boolean answersRoot(HostPaths.Entry entry) {
    return !NEEDS_SEGMENT.matcher(HostPaths.text(entry.path())).matches()
        || entry.ingress().meta().annotations().has("nginx.ingress.kubernetes.io/app-root");
  }

  private static Finding finding(
      Ingress ingress, Ingress.Rule rule, List<HostPaths.Entry> entries, RuleContext context) {
    List<String> texts =
        entries.stream().map(entry -> HostPaths.text(entry.path())).distinct().sorted().toList();
    String shown = String.join(", ", texts.stream().limit(3).map(one -> '"' + one + '"').toList());
    Controller controller = context.graph().controller(ingress);
    return Finding.in(
            ingress,
            META,
            rule.host().place(),
            "Host \""
                + rule.host().or("")
                + "\" serves "
                + shown
                + (texts.size() > 3 ? ", …" : "")
                + ", but nothing answers \"/\"")
        .symptom(
            controller
                .symptom(Defect.NO_ROUTE)
                .forRequest("GET http://" + rule.host().or("") + "/"))
        .help("route \"/\" to a Service, or redirect it")
        .target(rule.host().or(""));
  }
}
