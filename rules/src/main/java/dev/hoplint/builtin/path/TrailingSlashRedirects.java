package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.LocationMatch;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
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

/// A path that ends in `/`: nginx answers the request without the slash itself.
///
/// The 301 is absolute and has nginx's own scheme (ngx_http_core_module.c, `auto_redirect`). Behind
/// a balancer that ends TLS and says so, ssl-redirect sends it back and strips the slash: a loop.
public final class TrailingSlashRedirects implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "trailing-slash-redirects",
              Severity.INFO,
              Certainty.CERTAIN,
              "A path ends in a slash, so nginx redirects the request without it")
          .statuses(301)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (HostedPath path : HostedPath.of(ingress, context)) {
      String text = path.text();
      if (text.length() > 1 && text.endsWith("/")) {
        String bare = text.substring(0, text.length() - 1);
        if (path.host().always(server -> redirects(server, path, bare))) {
          findings.add(finding(path, bare, context));
        }
      }
    }
    return findings;
  }

  private static boolean redirects(Server server, HostedPath path, String bare) {
    return server.lookup().find(bare) instanceof LocationMatch.SlashRedirect(var location)
        && location.path().filter(one -> one == path.path()).isPresent();
  }

  private static Finding finding(HostedPath path, String bare, RuleContext context) {
    String message =
        path.words() + " ends in a slash, so nginx answers \"" + bare + "\" with 301 to it";
    Symptom symptom =
        Symptom.of("nginx", List.of(301))
            .assuming(context.graph().controller(path.ingress()).assumed())
            .forRequest(path.request(bare));
    Finding finding =
        Finding.in(path.ingress(), META, path.place(), message)
            .symptom(symptom)
            .help("write the path as \"" + bare + "\", which serves both");
    if (!loops(path, context)) {
      return finding;
    }
    return Finding.in(
            path.ingress(),
            META,
            path.place(),
            message + " over http, and the redirect to https strips the slash again: a loop")
        .symptom(symptom.withEffect("redirect loop"))
        .help(finding.help())
        .severity(Severity.WARNING)
        .atMost(Certainty.LIKELY);
  }

  /// Whether TLS likely ends before the controller, which is told so and redirects to https.
  private static boolean loops(HostedPath path, RuleContext context) {
    ControllerSettings settings = context.graph().nginx().settings(path.ingress());
    Annotations annotations = context.graph().nginx().annotations(path.ingress());
    boolean forced =
        annotations.bool("force-ssl-redirect").orElseGet(() -> settings.bool("force-ssl-redirect"));
    boolean redirected =
        annotations.bool("ssl-redirect").orElseGet(() -> settings.bool("ssl-redirect"))
            && path.host().tlsFrom().isPresent();
    return settings.bool("use-forwarded-headers")
        && (forced || redirected)
        && !annotations.isTrue("preserve-trailing-slash")
        && !annotations.isTrue("relative-redirects");
  }
}
