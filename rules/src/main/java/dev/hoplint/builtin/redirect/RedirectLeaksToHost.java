package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.LocationMatch;
import dev.hoplint.dialect.nginx.Server;
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

/// A redirect that also answers what no path of its host serves.
///
/// Every host starts with a location `/` that carries all annotations of its oldest Ingress
/// (internal/ingress/controller/controller.go, `createServers`; issue 9485). Server `_` exists
/// before any Ingress and carries none.
public final class RedirectLeaksToHost implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-leaks-to-host",
              Severity.WARNING,
              Certainty.CERTAIN,
              "A redirect that is meant for a path also answers every unmatched URL of its host")
          .statuses(301, 302, 303, 307, 308)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL);

  /// URLs that hardly any path is meant for.
  private static final List<String> SAMPLES = List.of("/favicon.ico", "/no/such/page", "/Q-1_z");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context).flatMap(RedirectLeaksToHost::finding).stream().toList();
  }

  private static Optional<Finding> finding(Subject subject) {
    Optional<AnnotatedRedirect> redirect = AnnotatedRedirect.of(subject.annotations());
    if (redirect.isEmpty()) {
      return Optional.empty();
    }
    Optional<Finding> likely = Optional.empty();
    for (VirtualHost host : subject.namedHosts()) {
      Optional<String> sample = leak(subject, host);
      if (sample.isPresent() && host.hasOneOwner()) {
        return Optional.of(finding(subject, redirect.get(), host, sample.get()));
      }
      if (sample.isPresent() && likely.isEmpty()) {
        likely = Optional.of(finding(subject, redirect.get(), host, sample.get()));
      }
    }
    return likely;
  }

  /// A URL that the host's default location answers with this redirect, if the Ingress is the
  /// oldest.
  private static Optional<String> leak(Subject subject, VirtualHost host) {
    return leak(subject, subject.asOldest(host).orElseGet(host::server));
  }

  private static Optional<String> leak(Subject subject, Server server) {
    boolean owns =
        server
            .defaultLocation()
            .filter(one -> one.isDefault() && one.ingress().filter(subject::is).isPresent())
            .isPresent();
    return owns
        ? SAMPLES.stream()
            .filter(
                sample ->
                    server.lookup().find(sample) instanceof LocationMatch.Matched(var location)
                        && location.isDefault())
            .findFirst()
        : Optional.empty();
  }

  private static Finding finding(
      Subject subject, AnnotatedRedirect redirect, VirtualHost host, String sample) {
    Optional<Subject.Path> path =
        subject.paths().stream().filter(one -> one.host().equals(host.name())).findFirst();
    String message =
        subject.quoted(redirect.name(), redirect.url())
            + " is meant for path \""
            + path.map(Subject.Path::text).orElse("/")
            + "\", but answers every other URL of host \""
            + host.name()
            + "\" that nothing serves, such as \""
            + sample
            + "\""
            + (host.hasOneOwner() ? "" : ", where this Ingress is the oldest of the host");
    Finding finding =
        subject
            .finding(META, redirect.place(), message, redirect.code())
            .atMost(host.hasOneOwner() ? Certainty.CERTAIN : Certainty.LIKELY)
            .help(
                "serve \"/\" of the host by another Ingress, or redirect the whole host: path"
                    + " \"/\"")
            .target(host.name());
    return path.map(one -> finding.related("the path", subject.ingress(), one.place()))
        .orElse(finding);
  }
}
