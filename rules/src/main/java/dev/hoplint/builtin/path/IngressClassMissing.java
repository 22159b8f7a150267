package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Visibility;
import java.util.List;

/// An Ingress says nowhere which controller is meant.
///
/// ingress-nginx ignores it unless it runs with `--watch-ingress-without-class`
/// (internal/ingress/controller/store/store.go, `GetIngressClass`); a default IngressClass fills
/// the field in at creation.
public final class IngressClassMissing implements Rule.OfIngress {
  private static final String WRONG_KEY = "nginx.ingress.kubernetes.io/ingress.class";
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "ingress-class-missing",
              Severity.WARNING,
              Certainty.LIKELY,
              "An Ingress names no class, and no IngressClass is the default")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    Controller controller = context.graph().controller(ingress);
    boolean mayServe = controller.dialect().isPresent() && !controller.is(Dialects.INGRESS_NGINX);
    List<IngressClass> classes = context.world().all(IngressClass.class, "");
    if (!ingress.className().isAbsent()
        || !ingress.classAnnotation().isAbsent()
        || mayServe
        || context.graph().classes().hasFallback()
        || classes.stream().anyMatch(IngressClass::isDefault)) {
      return List.of();
    }
    Finding finding =
        Finding.in(ingress, META, ingress.meta().namePlace(), message(ingress, classes))
            .symptom(controller.symptom(Defect.NO_ROUTE))
            .routes(context.graph().routesOf(ingress))
            .help("set spec.ingressClassName")
            .defect("class");
    boolean closed = context.world().visibility().of("IngressClass") == Visibility.Sight.CLOSED;
    return List.of(closed ? finding : finding.severity(Severity.INFO).atMost(Certainty.POSSIBLE));
  }

  private static String message(Ingress ingress, List<IngressClass> classes) {
    String shown =
        classes.isEmpty() ? "" : " (the input has \"" + classes.getFirst().name() + "\")";
    String wrongKey =
        ingress.meta().annotations().has(WRONG_KEY)
            ? "; the annotation \"" + WRONG_KEY + "\" is read by no controller"
            : "";
    return ingress.quoted()
        + " names no class, and no IngressClass is the default"
        + shown
        + wrongKey;
  }
}
