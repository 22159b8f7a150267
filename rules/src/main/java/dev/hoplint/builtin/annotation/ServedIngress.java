package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.ControllerVersion;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleMeta;
import java.util.List;
import java.util.Optional;

/// An Ingress that ingress-nginx serves, with all that its controller makes of it.
public record ServedIngress(
    Ingress ingress,
    Controller controller,
    ControllerVersion version,
    ControllerSettings settings,
    Annotations annotations,
    List<Route> routes) {
  private static final int LONGEST_QUOTE = 60;

  public ServedIngress {
    routes = List.copyOf(routes);
  }

  /// Empty where another controller serves it, or nobody knows which.
  public static Optional<ServedIngress> of(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    return nginx.accepts(ingress)
        ? Optional.of(
            new ServedIngress(
                ingress,
                nginx.controller(ingress),
                nginx.version(ingress),
                nginx.settings(ingress),
                nginx.annotations(ingress),
                context.graph().routesOf(ingress)))
        : Optional.empty();
  }

  /// Whether it only adds backends to another Ingress, whose annotations count instead of its own.
  public boolean isCanary() {
    return annotations.isTrue("canary");
  }

  /// The routes whose requests reach a backend.
  public List<Route> reaching() {
    // Nearly always all of them do.
    return routes.stream().allMatch(Route::reachesBackend)
        ? routes
        : routes.stream().filter(Route::reachesBackend).toList();
  }

  /// A finding with the answer that clients get.
  public Finding finding(RuleMeta rule, Place place, String message, Symptom symptom) {
    return Finding.in(ingress, rule, place, message)
        .symptom(symptom.assuming(controller.assumed()))
        .routes(routes);
  }

  /// A status from the controller.
  public Symptom answers(Integer... statuses) {
    return Symptom.of(controller.words(), List.of(statuses));
  }

  /// Something else than a status.
  public Symptom effect(String words) {
    return Symptom.effect(controller.words(), words);
  }

  /// A value in a message: in quotes, on one line, cut.
  public static String quote(String value) {
    String line = value.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    return "\""
        + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line)
        + "\"";
  }
}
