package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.Reachability;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.dialect.nginx.Server;
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
import java.util.Optional;

/// A path that no request reaches on the host as ingress-nginx builds it.
///
/// On a regex host the longest text comes first, and the first that matches wins
/// (internal/ingress/controller/controller.go, `getBackendServers`). Paths are compared with
/// normalised requests. Paths of equal text and type in two Ingresses are `path-defined-twice`:
/// files do not tell which of them is older.
public final class PathShadowed implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "path-shadowed",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A path that no request can reach on its host")
          .statuses(404)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION)
          .supersedes("path-defined-twice");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (HostedPath path : HostedPath.of(ingress, context)) {
      if (path.host().always(server -> isLost(server, path))) {
        Finding finding = finding(path, context);
        findings.add(path.host().hasAllOrders() ? finding : finding.atMost(Certainty.LIKELY));
      }
    }
    return findings;
  }

  private static boolean isLost(Server server, HostedPath path) {
    return switch (server.reachability(path.path())) {
      case Reachability.Reached _, Reachability.NotAnalysed _ -> false;
      case Reachability.Never _ -> !isRefused(path);
      case Reachability.Shadowed(Location by, var _) -> leadsElsewhere(by, path);
      case Reachability.Dropped(Location by) ->
          by.ingress().filter(owner -> owner == path.ingress()).isPresent()
              && leadsElsewhere(by, path);
    };
  }

  /// The API server takes no path without a slash, and no empty or dot segments in Exact and Prefix
  /// (pkg/apis/networking/validation, `validateHTTPIngressPath`): there is nothing to shadow.
  private static boolean isRefused(HostedPath path) {
    String text = path.text();
    boolean segments = text.contains("//") || text.contains("/./") || text.contains("/../");
    boolean checked = path.path().pathType().is("Exact") || path.path().pathType().is("Prefix");
    return !text.startsWith("/") || (checked && segments);
  }

  /// A path of the same Ingress that leads to the same backend takes nothing away.
  private static boolean leadsElsewhere(Location by, HostedPath path) {
    boolean sameOwner = by.ingress().filter(owner -> owner == path.ingress()).isPresent();
    return !sameOwner || !path.leadsTo(Answer.of(by));
  }

  private static Finding finding(HostedPath path, RuleContext context) {
    String start = path.words() + " gets no request: ";
    return switch (path.host().server().reachability(path.path())) {
      case Reachability.Shadowed(Location by, String example) ->
          lost(
              path,
              by,
              start + path.request(example) + " goes to " + by.words() + ", which comes first",
              example,
              context);
      case Reachability.Dropped(Location by) ->
          lost(
              path,
              by,
              start
                  + "an earlier one of the same Ingress with this text leads to "
                  + Answer.of(by).upstream().map(Backends::words).orElse("404"),
              path.text(),
              context);
      case Reachability.Never(String why, var _) -> never(path, start + "it " + why, context);
      case Reachability.Reached _, Reachability.NotAnalysed _ ->
          Finding.in(path.ingress(), META, path.place(), path.words() + " gets no request");
    };
  }

  private static Finding lost(
      HostedPath path, Location by, String message, String example, RuleContext context) {
    Finding finding =
        Finding.in(path.ingress(), META, path.place(), message)
            .symptom(path.lostTo(Answer.of(by), example, context))
            .help("make this path longer than the other one, or that one a plain prefix")
            .target(by.pathText());
    Optional<Ingress> owner = by.ingress();
    if (owner.isPresent() && by.path().isPresent()) {
      finding = finding.related("what wins", owner.get(), Hosts.place(by.path().get()));
    }
    Certainty sure =
        owner
            .map(other -> Hosts.together(path.ingress(), other, context))
            .orElse(Certainty.CERTAIN);
    List<Ingress> causes = path.host().server().regexCauses();
    if (path.leadsTo(Answer.of(by))) {
      finding = finding.severity(Severity.WARNING);
    }
    return path.host().server().isRegex()
        ? finding.atMost(sure).atMost(Hosts.together(path.ingress(), causes, context))
        : finding.atMost(sure);
  }

  private static Finding never(HostedPath path, String message, RuleContext context) {
    Finding finding =
        Finding.in(path.ingress(), META, path.place(), message)
            .help("write the path as nginx sees it: decoded, without empty and dot segments")
            .target("never");
    return RequestUri.normalize(path.text())
        .flatMap(uri -> Answer.of(path.host().server().lookup().find(uri)))
        .map(answer -> finding.symptom(path.symptom(answer, path.text(), context)))
        .orElse(finding);
  }
}
