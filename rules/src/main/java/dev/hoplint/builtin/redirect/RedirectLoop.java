package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.dialect.nginx.request.NginxRequest;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A redirect that leads back to itself, simulated over every host of the controller.
///
/// Redirects by annotation are answered before all else of a location, and the default location of
/// a host carries those of its oldest Ingress, too.
public final class RedirectLoop implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-loop",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A redirect leads, at once or over others, back to itself")
          .statuses(301, 302, 303, 307, 308)
          .reads("Ingress", "IngressClass", "ConfigMap")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.CONTRADICTION)
          .supersedes("redirect-leaks-to-host");

  private static final int PRINTED = 4;

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
                    .flatMap(source -> finding(subject, source).stream()))
        .toList();
  }

  /// The surest of all loops that the redirect is a part of.
  private static Optional<Finding> finding(Subject subject, RedirectSource source) {
    return subject.servedHosts().stream()
        .flatMap(
            host ->
                source.requests(subject, host).stream()
                    .flatMap(request -> finding(subject, source, host, request).stream())
                    .findFirst()
                    .stream())
        .min(Comparator.comparing(Finding::certainty));
  }

  /// Tried with the host as it is where all Ingresses are created in one second, and where this one
  /// is the oldest.
  private static Optional<Finding> finding(
      Subject subject, RedirectSource source, VirtualHost host, NginxRequest request) {
    Followed usual = Followed.of(subject, source, host, host.server(), request);
    Optional<Followed> oldest =
        subject.asOldest(host).map(one -> Followed.of(subject, source, host, one, request));
    boolean always = usual.loops() && oldest.map(Followed::loops).orElse(true);
    return Stream.concat(Stream.of(usual), oldest.stream())
        .filter(Followed::loops)
        .findFirst()
        .map(followed -> finding(followed, always && !followed.restsOnAge()));
  }

  private static Finding finding(Followed followed, boolean always) {
    Subject subject = followed.subject();
    RedirectSource source = followed.source();
    List<Hop> cycle = followed.cycle();
    boolean grows = followed.loop().filter(from -> from == followed.hops().size()).isPresent();
    String message =
        subject.quoted(source.name(), source.value())
            + (source.isRelative() ? " has no scheme, so it is relative and" : "")
            + (grows ? " redirects on and on: " : " comes back to itself: ")
            + Followed.words(cycle, PRINTED)
            + (isInherited(cycle)
                ? ", because nothing else serves that URL, and the default location of the host"
                    + " carries the redirect, too"
                : "")
            + (always ? "" : ", where this Ingress is the oldest of the host");
    Finding finding =
        Finding.in(subject.ingress(), META, source.place(), message)
            .symptom(
                Symptom.of("ingress-nginx", statuses(cycle))
                    .withEffect("redirect loop")
                    .assuming(subject.assumed())
                    .forRequest(followed.hops().getFirst().request().toString()))
            .atMost(followed.certainty())
            .atMost(always ? Certainty.CERTAIN : Certainty.LIKELY)
            .help(help(source, cycle))
            .target(source.name());
    for (Hop hop : cycle) {
      Optional<Place> place = hop.decision().reason().place();
      Optional<Ingress> decides = hop.decision().reason().ingress();
      if (place.isPresent() && decides.isPresent() && !place.get().equals(source.place())) {
        finding = finding.related("the redirect back", decides.get(), place.get());
      }
    }
    return finding;
  }

  private static boolean isInherited(List<Hop> cycle) {
    return cycle.stream()
        .flatMap(hop -> hop.location().stream())
        .anyMatch(location -> location.isDefault());
  }

  private static List<Integer> statuses(List<Hop> cycle) {
    return cycle.stream()
        .flatMap(hop -> hop.decision().answer().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static String help(RedirectSource source, List<Hop> cycle) {
    boolean toHttps =
        cycle.size() == 1
            && source.value().startsWith("https://")
            && !source.name().equals("app-root");
    if (source.isRelative()) {
      return "write the whole URL, with https://";
    }
    if (isInherited(cycle)) {
      return "serve the target by another Ingress, or point at a URL of another host";
    }
    return toHttps
        ? "to bring clients to https, configure tls or set force-ssl-redirect; else point at a URL"
            + " that this Ingress does not serve"
        : "point at a URL that does not redirect here";
  }
}
