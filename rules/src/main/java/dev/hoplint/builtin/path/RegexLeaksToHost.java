package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.RegexLeak;
import dev.hoplint.dialect.nginx.ServerBuilder;
import dev.hoplint.dialect.nginx.VirtualHost;
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
import java.util.List;
import java.util.Optional;

/// use-regex or rewrite-target of one Ingress changes the answers of another one of the host.
///
/// The controller decides per server whether locations are regexes
/// (internal/ingress/controller/template/template.go, `enforceRegexModifier`).
public final class RegexLeaksToHost implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "regex-leaks-to-host",
              Severity.WARNING,
              Certainty.CERTAIN,
              "use-regex or rewrite-target changes what other Ingresses of the host answer")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress) || Canaries.isCanary(ingress)) {
      return List.of();
    }
    for (Ingress.Rule rule : ingress.rules()) {
      Optional<VirtualHost> host =
          rule.host().isUnknown()
              ? Optional.empty()
              : nginx.hosts(ingress).get(ServerBuilder.hostOf(rule));
      if (host.isPresent() && isCause(ingress, host.get())) {
        Optional<RegexLeak> leak = host.get().regexLeak();
        if (leak.isPresent()) {
          return List.of(finding(ingress, rule, host.get(), leak.get(), context));
        }
      }
    }
    return List.of();
  }

  private static boolean isCause(Ingress ingress, VirtualHost host) {
    return host.server().regexCauses().stream().anyMatch(one -> one == ingress);
  }

  private static Finding finding(
      Ingress ingress, Ingress.Rule rule, VirtualHost host, RegexLeak leak, RuleContext context) {
    RegexAnnotation annotation = RegexAnnotation.of(ingress, context);
    Ingress victim = leak.victim();
    Optional<Answer> after = Answer.of(leak.after());
    Finding finding =
        Finding.in(
                ingress,
                META,
                annotation.place(),
                annotation.words()
                    + " makes every path of "
                    + Hosts.words(rule)
                    + " a regular expression, those of "
                    + victim.quoted()
                    + Hosts.namespace(victim, ingress)
                    + ", too: "
                    + Hosts.request(host, leak.uri())
                    + " gets "
                    + after.map(Answer::words).orElse("?")
                    + " instead of "
                    + Answer.of(leak.before()).map(Answer::words).orElse("?"))
            .related("an Ingress that it changes", victim, victim.meta().namePlace())
            .help("give this Ingress a host of its own")
            .target(victim.ref().toString())
            .atMost(Hosts.together(ingress, victim, context));
    return after
        .map(
            answer ->
                finding.symptom(
                    answer
                        .symptom(context.graph().controller(ingress))
                        .forRequest(Hosts.request(host, leak.uri()))))
        .orElse(finding);
  }
}
