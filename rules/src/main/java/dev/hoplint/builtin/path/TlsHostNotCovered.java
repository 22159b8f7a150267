package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// TLS is configured, but a rule host is in no `tls.hosts`.
///
/// ingress-nginx takes a listed Secret only if its certificate happens to cover the host, and else
/// its own fake certificate; the redirect to https is active all the same
/// (internal/ingress/controller/controller.go, `extractTLSSecretName`). A wildcard covers one
/// label.
public final class TlsHostNotCovered implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "tls-host-not-covered",
              Severity.WARNING,
              Certainty.LIKELY,
              "TLS is configured, but no entry lists a host that the Ingress serves")
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    Controller controller = context.graph().controller(ingress);
    if (controller.is(Dialects.GCE)
        || controller.is(Dialects.AWS_ALB)
        || !choosesByHost(ingress.tls())) {
      return List.of();
    }
    List<String> listed =
        ingress.tls().stream()
            .flatMap(tls -> tls.hosts().stream())
            .map(host -> host.or("").toLowerCase(Locale.ROOT))
            .toList();
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Ingress.Rule rule : ingress.rules()) {
      String host = rule.host().or("").toLowerCase(Locale.ROOT);
      if (host.isEmpty() || !seen.add(host) || listed.stream().anyMatch(one -> covers(one, host))) {
        continue;
      }
      if (!isListedElsewhere(ingress, rule, context)) {
        findings.add(finding(ingress, rule, host, listed, controller));
      }
    }
    return findings;
  }

  /// Whether the entries tell hosts apart: each lists readable hosts, and some names a Secret.
  private static boolean choosesByHost(List<Ingress.Tls> entries) {
    boolean readable =
        entries.stream()
            .allMatch(
                tls -> !tls.hosts().isEmpty() && tls.hosts().stream().allMatch(Field::isPresent));
    return readable
        && entries.stream()
            .anyMatch(tls -> !tls.secretName().or("?").isEmpty() && !tls.secretName().isAbsent());
  }

  private static boolean isListedElsewhere(
      Ingress ingress, Ingress.Rule rule, RuleContext context) {
    Optional<HostPaths.Host> host = HostPaths.host(ingress, rule);
    return host.isEmpty() || context.graph().hostPaths().hasTls(host.get());
  }

  private static boolean covers(String pattern, String host) {
    int dot = host.indexOf('.');
    return pattern.equals(host)
        || (pattern.startsWith("*.")
            && dot > 0
            && host.substring(dot).equals(pattern.substring(1)));
  }

  private static Finding finding(
      Ingress ingress, Ingress.Rule rule, String host, List<String> listed, Controller controller) {
    String shown = String.join(", ", listed.stream().limit(3).map(one -> '"' + one + '"').toList());
    boolean wildcard =
        listed.stream().anyMatch(one -> one.startsWith("*.") && host.endsWith(one.substring(2)));
    Place entries = ingress.tls().getFirst().hosts().getFirst().place();
    return Finding.in(
            ingress,
            META,
            rule.host().place(),
            ingress.quoted()
                + " serves \""
                + rule.host().or("")
                + "\", which no tls entry lists (they list "
                + shown
                + (listed.size() > 3 ? ", …" : "")
                + (wildcard ? "; a wildcard covers exactly one label" : "")
                + ")")
        .related("hosts with a certificate", ingress, entries)
        .symptom(
            Symptom.effect(controller.words(), "certificate error").assuming(controller.assumed()))
        .help("add the host to spec.tls, and let the certificate cover it")
        .target(host);
  }
}
