package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Service;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Resolved;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Error codes are intercepted and handed to a default backend that is not there.
///
/// `custom-http-errors` sends intercepted answers to the Ingress's `default-backend`, else to the
/// controller's `--default-backend-service`, else to the controller's own, which answers 404
/// (nginx.tmpl `CUSTOM_ERRORS`, `getDefaultUpstream`).
public final class ErrorPageBecomes404 implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "error-page-becomes-404",
              Severity.WARNING,
              Certainty.LIKELY,
              "intercepted errors become 404, because no default backend serves error pages")
          .statuses(404)
          .reads("Ingress", "IngressClass", "Service", "ConfigMap", "Workload")
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .flatMap(served -> check(served, context))
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served, RuleContext context) {
    if (!(served.annotations().value("custom-http-errors")
            instanceof AnnotationValue.Valid(String codes, Place place))
        || hasGlobalBackend(served, context)) {
      return Optional.empty();
    }
    return missing(served, context)
        .map(
            why ->
                served
                    .finding(
                        META,
                        place,
                        served.ingress().quoted()
                            + " intercepts "
                            + codes
                            + " (custom-http-errors), but "
                            + why
                            + ", so clients get 404 instead",
                        served.answers(404))
                    .target(codes)
                    .help(
                        "name a Service that serves error pages in the annotation"
                            + " default-backend"));
  }

  /// Why no Service of the Ingress's own serves the pages.
  private static Optional<String> missing(ServedIngress served, RuleContext context) {
    return switch (served.annotations().value("default-backend")) {
      case AnnotationValue.Absent _, AnnotationValue.Empty _ ->
          Optional.of("no default backend serves error pages");
      case AnnotationValue.Valid(String name, Place _) -> {
        Resolved<Service> service =
            context
                .world()
                .find(
                    served.ingress(), Service.class, "Service", served.ingress().namespace(), name);
        yield service instanceof Resolved.Missing<Service>
            ? Optional.of(
                "its default-backend \""
                    + name
                    + "\" is no Service of namespace \""
                    + served.ingress().namespace()
                    + "\"")
            : Optional.empty();
      }
      // An invalid name drops the whole Ingress: annotation-value-refused.
      case AnnotationValue.Unknown _, AnnotationValue.Invalid _ -> Optional.empty();
    };
  }

  private static boolean hasGlobalBackend(ServedIngress served, RuleContext context) {
    Setting flag = served.settings().flag("default-backend-service");
    return flag.isWritten()
        || context.world().all(Service.class).stream()
            .map(service -> service.name().toLowerCase(Locale.ROOT).replace("-", ""))
            .anyMatch(
                name -> name.contains("defaultbackend") || name.contains("defaulthttpbackend"));
  }
}
