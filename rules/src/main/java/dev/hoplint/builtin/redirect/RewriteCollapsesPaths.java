package dev.hoplint.builtin.redirect;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A rewrite-target without variables on a path with URLs below it.
///
/// The target replaces the whole URI (the controller's own kubectl plugin warns of it, too:
/// cmd/plugin/lints/ingress.go, `rewriteTargetWithoutCaptureGroup`).
public final class RewriteCollapsesPaths implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "rewrite-collapses-paths",
              Severity.WARNING,
              Certainty.LIKELY,
              "rewrite-target keeps nothing of the request: every URL below the path becomes one"
                  + " URL")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL);

  /// Last segments of paths that have nothing below them.
  private static final Set<String> ENDPOINTS =
      Set.of(
          "health",
          "healthz",
          "healthcheck",
          "health-check",
          "live",
          "livez",
          "liveness",
          "metrics",
          "ping",
          "ready",
          "readyz",
          "readiness",
          "status",
          "version");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .flatMap(
            subject ->
                RewriteTarget.of(subject)
                    .filter(target -> !target.text().contains("$") && !target.isRedirect())
                    .map(target -> findings(subject, target)))
        .orElse(List.of());
  }

  private static List<Finding> findings(Subject subject, RewriteTarget target) {
    List<Subject.Path> collapsing =
        subject.paths().stream()
            .filter(path -> !path.isExact() && hasUrlsBelow(path.text()))
            .filter(path -> !bare(path.text()).equals(bare(target.text())))
            .toList();
    if (collapsing.isEmpty()) {
      return List.of();
    }
    String first = collapsing.getFirst().text();
    long texts = collapsing.stream().map(Subject.Path::text).distinct().count();
    String more = texts == 1 ? "" : " (and " + (texts - 1) + " more path" + s(texts - 1) + ")";
    String message =
        subject.quoted("rewrite-target", target.text())
            + " keeps nothing of the request: everything below path \""
            + first
            + "\""
            + more
            + " becomes \""
            + target.text()
            + "\"";
    Finding finding =
        subject
            .effect(META, target.place(), message, "wrong page, 404 for assets")
            .help(help(first, target))
            .target(first);
    for (Subject.Path path : collapsing) {
      finding = finding.related("the path", subject.ingress(), path.place());
    }
    return List.of(finding);
  }

  private static String help(String path, RewriteTarget target) {
    if (path.contains("(")) {
      return "use the groups of the path in the target, or make the path Exact";
    }
    String below = target.text().endsWith("/") ? target.text() : target.text() + "/";
    return "capture the rest: path \""
        + bare(path)
        + "(/|$)(.*)\" and rewrite-target \""
        + below
        + "$2\"; or make the path Exact";
  }

  private static String s(long count) {
    return count == 1 ? "" : "s";
  }

  private static String bare(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// False for patterns that end, for files and for well-known endpoints.
  private static boolean hasUrlsBelow(String path) {
    if (path.endsWith("$")) {
      return false;
    }
    String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    boolean isFile = last.matches("[a-z0-9_-][a-z0-9_.-]*\\\\?\\.[a-z0-9]{1,11}");
    return !isFile && !ENDPOINTS.contains(last);
  }
}
