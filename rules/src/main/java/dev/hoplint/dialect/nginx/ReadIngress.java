package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An Ingress with what the controller makes of its annotations.
///
/// @param controller what its controller is told
/// @param rulesByHost the rules of each host as they are written; those of unreadable hosts are
///   left out
/// @param rejection why the controller drops the whole Ingress; empty where it serves it
record ReadIngress(
    Ingress ingress,
    Annotations annotations,
    LocationSettings settings,
    ControllerSettings controller,
    Map<String, List<Ingress.Rule>> rulesByHost,
    Optional<Rejection> rejection) {

  static ReadIngress of(Ingress ingress, Annotations annotations, ControllerSettings controller) {
    return new ReadIngress(
        ingress,
        annotations,
        LocationSettings.of(annotations),
        controller,
        rulesByHost(ingress),
        rejection(ingress, annotations, controller));
  }

  private static Map<String, List<Ingress.Rule>> rulesByHost(Ingress ingress) {
    Map<String, List<Ingress.Rule>> rules = new LinkedHashMap<>();
    for (Ingress.Rule rule : ingress.rules()) {
      if (!rule.host().isUnknown()) {
        rules.computeIfAbsent(ServerBuilder.hostOf(rule), _ -> new ArrayList<>(1)).add(rule);
      }
    }
    return rules;
  }

  /// The rules of a host.
  List<Ingress.Rule> rules(String host) {
    return rulesByHost.getOrDefault(host, List.of());
  }

  /// The same without what makes a host regex.
  ReadIngress plain() {
    return new ReadIngress(
        ingress, annotations, settings.plain(), controller, rulesByHost, rejection);
  }

  /// The default of an annotation, where the controller's ConfigMap or its own code gives one.
  Optional<String> fallback(String name) {
    return AnnotationTable.find(name)
        .map(
            row ->
                row.configKey()
                    .map(key -> controller.get(key).value())
                    .orElseGet(row::defaultValue));
  }

  private static Optional<Rejection> rejection(
      Ingress ingress, Annotations annotations, ControllerSettings controller) {
    AnnotationRisk level = AnnotationRisk.level(controller.get("annotations-risk-level").value());
    for (Annotations.Written written : annotations.all()) {
      AnnotationValue value = annotations.own(written.name());
      boolean read =
          written
              .row()
              .flatMap(AnnotationRow::need)
              .filter(AnnotationNeed::read)
              .map(annotations::meets)
              .orElse(true);
      if (!read || !value.isWritten()) {
        continue;
      }
      if (value instanceof AnnotationValue.Invalid(var _, var outcome, var why, var place)
          && outcome == AnnotationOutcome.REJECT) {
        return Optional.of(new Rejection(ingress, written.name(), why, place));
      }
      AnnotationRisk risk = written.row().map(AnnotationRow::risk).orElse(AnnotationRisk.LOW);
      if (risk.compareTo(level) > 0) {
        return Optional.of(
            new Rejection(
                ingress,
                written.name(),
                "has the risk " + risk.word() + ", more than annotations-risk-level allows",
                written.entry().value().place()));
      }
    }
    return Optional.empty();
  }
}
