package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.ConfigFailure;
import dev.hoplint.dialect.nginx.ConfigFailure.Culprit;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
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
import java.util.Comparator;
import java.util.List;

/// What passes the API server and the webhook, but not `nginx -t`.
///
/// One configuration serves all Ingresses. While its test fails, no reload happens, and endpoints
/// are not updated either (internal/ingress/controller/controller.go, `syncIngress`; nginx.go,
/// `OnUpdate`). The webhook has not run the test since 1.11.5 and 1.12.1.
public final class NginxConfigBreaks implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "nginx-config-breaks",
              Severity.ERROR,
              Certainty.CERTAIN,
              "The generated nginx configuration fails its test, which stops every reload")
          .statuses(502, 504)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.COLLISION)
          .supersedes("path-defined-twice", "path-shadowed");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (ConfigFailure failure : nginx.hosts(ingress).failures(ingress)) {
      List<Culprit> culprits = sorted(failure);
      if (culprits.getFirst().ingress() == ingress) {
        findings.add(finding(ingress, failure, culprits, context));
      }
    }
    return findings;
  }

  /// What has to be edited first: the value, or the later of two paths.
  private static List<Culprit> sorted(ConfigFailure failure) {
    return switch (failure.kind()) {
      case DUPLICATE_LOCATION, DUPLICATE_AUTH_LOCATION ->
          failure.culprits().stream()
              .sorted(
                  Comparator.comparing((Culprit one) -> one.ingress().namespace())
                      .thenComparing(one -> one.ingress().name())
                      .thenComparingInt(NginxConfigBreaks::position)
                      .reversed())
              .toList();
      case INVALID_REGEX, UNQUOTED_PATH, VALUE, COMBINATION, SERVER_ALIAS -> failure.culprits();
    };
  }

  private static int position(Culprit culprit) {
    int position = 0;
    for (Ingress.Rule rule : culprit.ingress().rules()) {
      for (Ingress.Path path : rule.paths()) {
        position++;
        if (Hosts.place(path).equals(culprit.place())) {
          return position;
        }
      }
    }
    return 0;
  }

  private static Finding finding(
      Ingress ingress, ConfigFailure failure, List<Culprit> culprits, RuleContext context) {
    Controller controller = context.graph().controller(ingress);
    Finding finding =
        Finding.in(
                ingress,
                META,
                culprits.getFirst().place(),
                FailureWords.subject(culprits)
                    + " nginx refuse its configuration ("
                    + FailureWords.reason(failure)
                    + "), so the controller reloads for no Ingress any more")
            .symptom(
                Symptom.of(controller.words(), List.of(502, 504))
                    .withEffect("no change takes effect in the whole cluster")
                    .when(When.LATER)
                    .assuming(controller.assumed()))
            .help(FailureWords.help(failure))
            .atMost(failure.certainty());
    for (Culprit other : culprits.subList(1, culprits.size())) {
      finding =
          finding
              .related(other.what(), other.ingress(), other.place())
              .atMost(Hosts.together(ingress, other.ingress(), context));
    }
    return finding;
  }
}
