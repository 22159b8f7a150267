package dev.hoplint.builtin.path;

import com.google.re2j.Pattern;
import dev.hoplint.dialect.nginx.LocationMatch;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.Upstream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An Exact path on a regex host answers longer and differently written requests, too.
///
/// There it is rendered as `location ~* "^/foo"` like all others
/// (internal/ingress/controller/template/template.go, `buildLocation`).
public final class PathExactNotExact implements Rule.OfIngress {
  /// Texts that are meant as they are; a dot is part of file names.
  private static final Pattern PLAIN = Pattern.compile("/[\\w.~@:%,=&/-]*");

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "path-exact-not-exact",
              Severity.WARNING,
              Certainty.CERTAIN,
              "An Exact path on a host with regular expressions answers other requests, too")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (HostedPath path : HostedPath.of(ingress, context)) {
      if (path.path().pathType().is("Exact") && PLAIN.matches(path.text())) {
        Optional<String> uri = taken(path.host().server(), path);
        if (uri.isPresent() && path.host().always(server -> taken(server, path).isPresent())) {
          findings.add(finding(path, uri.get(), context));
        }
      }
    }
    return findings;
  }

  /// A request that the path takes from another backend, or from 404.
  private static Optional<String> taken(Server server, HostedPath path) {
    if (!server.isRegex()) {
      return Optional.empty();
    }
    for (String uri : List.of(path.text() + "x", otherCase(path.text()))) {
      boolean own =
          server.lookup().find(uri) instanceof LocationMatch.Matched(var location)
              && location.path().filter(one -> one == path.path()).isPresent();
      if (own && !uri.equals(path.text()) && wouldDiffer(path, uri)) {
        return Optional.of(uri);
      }
    }
    return Optional.empty();
  }

  private static String otherCase(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
  }

  private static boolean wouldDiffer(HostedPath path, String uri) {
    Optional<Upstream> own = Upstream.of(path.ingress(), path.path().backend());
    return meant(path, uri).filter(answer -> !answer.upstream().equals(own)).isPresent();
  }

  /// What would answer if the host had no regular expressions.
  private static Optional<Answer> meant(HostedPath path, String uri) {
    return Answer.of(path.host().plain().lookup().find(uri));
  }

  private static Finding finding(HostedPath path, String uri, RuleContext context) {
    List<Ingress> causes = path.host().server().regexCauses();
    Ingress cause =
        causes.stream()
            .filter(one -> one == path.ingress())
            .findFirst()
            .orElseGet(causes::getFirst);
    Answer answer = Answer.of(path.host().server().locationsOf(path.path()).getFirst());
    return Finding.in(
            path.ingress(),
            META,
            path.place(),
            "Exact path \""
                + path.text()
                + "\" also answers "
                + path.request(uri)
                + " instead of "
                + meant(path, uri).map(Answer::words).orElse("404")
                + ", because "
                + RegexAnnotation.of(cause, context).words()
                + " makes every path of "
                + Hosts.words(path.rule())
                + " a regular expression")
        .related("what makes the host regex", cause, RegexAnnotation.of(cause, context).place())
        .symptom(path.symptom(answer, uri, context))
        .help("close the path with \"$\", or move it to a host without regular expressions")
        .atMost(Hosts.together(path.ingress(), causes, context));
  }
}
