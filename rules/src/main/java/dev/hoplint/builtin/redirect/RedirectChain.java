package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
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

/// A redirect to a URL that the input redirects again, simulated over every host of the controller.
///
/// Clients start with https where the host has TLS: that http needs one hop more is not the
/// redirect's fault.
public final class RedirectChain implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-chain",
              Severity.WARNING,
              Certainty.CERTAIN,
              "A redirect leads to another redirect before anything answers")
          .statuses(301, 302, 303, 307, 308)
          .reads("Ingress", "IngressClass", "ConfigMap")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.CONTRADICTION);

  private static final int PRINTED = 6;

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context).stream()
        .flatMap(
            subject ->
                RedirectSource.of(subject).stream()
                    .filter(source -> !source.isWww())
                    .flatMap(source -> finding(subject, source).stream()))
        .toList();
  }

  private static Optional<Finding> finding(Subject subject, RedirectSource source) {
    return subject.servedHosts().stream()
        .flatMap(host -> chains(subject, source, host).stream())
        .findFirst();
  }

  private static Optional<Finding> chains(
      Subject subject, RedirectSource source, VirtualHost host) {
    return source.requests(subject, host).stream()
        .map(request -> Followed.of(subject, source, host, host.server(), request))
        .filter(followed -> followed.isFirst() && followed.loop().isEmpty())
        .filter(followed -> followed.redirects().size() > 1)
        .findFirst()
        .map(followed -> finding(followed, host));
  }

  private static Finding finding(Followed followed, VirtualHost host) {
    Subject subject = followed.subject();
    RedirectSource source = followed.source();
    List<Hop> redirects = followed.redirects();
    String message =
        subject.quoted(source.name(), source.value())
            + " leads to another redirect: "
            + Followed.words(redirects, PRINTED);
    Finding finding =
        Finding.in(subject.ingress(), META, source.place(), message)
            .symptom(
                Symptom.of("ingress-nginx", statuses(redirects))
                    .withEffect(redirects.size() + " redirects before an answer")
                    .assuming(subject.assumed())
                    .forRequest(redirects.getFirst().request().toString()))
            .atMost(followed.certainty())
            .help("point at the last URL of the chain")
            .target(host.name());
    for (Hop hop : redirects.subList(1, redirects.size())) {
      Optional<Place> place = hop.decision().reason().place();
      Optional<Ingress> decides = hop.decision().reason().ingress();
      if (place.isPresent() && decides.isPresent()) {
        finding = finding.related("the next redirect", decides.get(), place.get());
      }
    }
    return finding;
  }

  private static List<Integer> statuses(List<Hop> hops) {
    return hops.stream()
        .flatMap(hop -> hop.decision().answer().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
