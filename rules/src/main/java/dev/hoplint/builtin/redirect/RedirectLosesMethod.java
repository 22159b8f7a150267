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
import java.util.Optional;
import java.util.Set;

/// A 301 or 302 where requests with bodies are plausible.
///
/// Clients follow both with GET and without the body (RFC 9110, sections 15.4.2 and 15.4.3); 308
/// and 307 keep method and body.
public final class RedirectLosesMethod implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-loses-method",
              Severity.INFO,
              Certainty.LIKELY,
              "A 301 or 302 on a path that takes requests with bodies: clients follow it with GET")
          .statuses(405)
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL);

  /// Words of host labels and path segments.
  private static final Set<String> BODIES =
      Set.of(
          "api",
          "apis",
          "callbacks",
          "graphql",
          "grpc",
          "hook",
          "hooks",
          "ingest",
          "rest",
          "rpc",
          "upload",
          "uploads",
          "webhook",
          "webhooks");

  /// Words that say that people read there.
  private static final Set<String> PAGES =
      Set.of("doc", "docs", "documentation", "explorer", "playground", "redoc", "spec", "swagger");

  private static final Set<String> GRPC = Set.of("GRPC", "GRPCS");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context).flatMap(RedirectLosesMethod::finding).stream().toList();
  }

  private static Optional<Finding> finding(Subject subject) {
    return AnnotatedRedirect.of(subject.annotations())
        .filter(redirect -> redirect.code() == 301 || redirect.code() == 302)
        .flatMap(redirect -> sign(subject).map(sign -> finding(subject, redirect, sign)));
  }

  private static Finding finding(Subject subject, AnnotatedRedirect redirect, String sign) {
    boolean temporal = redirect.name().equals(AnnotatedRedirect.TEMPORAL);
    return subject
        .finding(
            META,
            redirect.codePlace().orElse(redirect.place()),
            redirect.name()
                + " of "
                + subject.ingress().quoted()
                + " answers "
                + redirect.code()
                + ", and clients follow it with GET and without the body, but "
                + sign
                + " suggests requests that have one",
            405)
        .help(
            "set nginx.ingress.kubernetes.io/"
                + redirect.name()
                + "-code to \""
                + (temporal ? "307" : "308")
                + "\", which keeps method and body");
  }

  /// What makes bodies plausible.
  private static Optional<String> sign(Subject subject) {
    Optional<String> protocol =
        subject
            .annotations()
            .text("backend-protocol")
            .filter(text -> GRPC.contains(text.toUpperCase(Locale.ROOT)));
    if (protocol.isPresent()) {
      return protocol.map(text -> "backend-protocol \"" + text + "\"");
    }
    for (Subject.Path path : subject.paths()) {
      if (speaks(path.text().split("[/(|)$.*]"))) {
        return Optional.of("path \"" + path.text() + "\"");
      }
      if (path.text().equals("/") && speaks(path.host().split("\\."))) {
        return Optional.of("host \"" + path.host() + "\"");
      }
    }
    return Optional.empty();
  }

  private static boolean speaks(String... parts) {
    boolean bodies = false;
    for (String part : parts) {
      for (String word : part.toLowerCase(Locale.ROOT).split("[-_]")) {
        if (PAGES.contains(word)) {
          return false;
        }
        bodies |= BODIES.contains(word);
      }
    }
    return bodies;
  }
}
