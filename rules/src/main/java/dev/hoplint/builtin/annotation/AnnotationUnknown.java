package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationRow;
import dev.hoplint.dialect.nginx.AnnotationTable;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.text.Placeholders;
import java.util.List;
import java.util.Optional;

/// An annotation with ingress-nginx's prefix that its controller does not read.
///
/// The controller looks names up in a fixed table and never looks at others
/// (internal/ingress/annotations); only six removed names give an admission warning
/// (internal/ingress/controller/controller.go `CheckWarning`).
public final class AnnotationUnknown implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "annotation-unknown",
              Severity.WARNING,
              Certainty.CERTAIN,
              "an annotation that ingress-nginx does not read: misspelled, removed, or a key of the"
                  + " controller's ConfigMap")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .fixable(Applicability.UNSAFE)
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context).stream()
        .flatMap(
            served ->
                served.annotations().all().stream()
                    .filter(one -> !Placeholders.in(one.name()))
                    .flatMap(one -> finding(served, one).stream()))
        .toList();
  }

  /// What is wrong with a name, and which names to use instead.
  private record Trouble(String words, List<String> instead, String help) {}

  private static Optional<Finding> finding(ServedIngress served, Annotations.Written written) {
    return trouble(served, written)
        .map(
            trouble -> {
              Finding finding =
                  served
                      .finding(
                          META,
                          written.entry().keyPlace(),
                          "Annotation \"" + written.name() + "\" " + trouble.words(),
                          served.effect("silently ignored"))
                      .target(written.name())
                      .help(trouble.help());
              return trouble.instead().size() == 1
                  ? AnnotationRename.of(served, written, trouble.instead().getFirst())
                      .map(finding::fix)
                      .orElse(finding)
                  : finding;
            });
  }

  private static Optional<Trouble> trouble(ServedIngress served, Annotations.Written written) {
    if (written.row().isEmpty()) {
      Optional<String> nearest =
          AnnotationTable.nearest(written.name(), served.version()).map(AnnotationRow::name);
      return Optional.of(
          new Trouble(
              "is not one that ingress-nginx reads"
                  + nearest.map(name -> " (the nearest name is \"" + name + "\")").orElse(""),
              nearest.stream().toList(),
              nearest.map(AnnotationUnknown::use).orElse("remove it")));
    }
    AnnotationRow row = written.row().get();
    if (row.isRead(served.version())) {
      return Optional.empty();
    }
    String help =
        row.instead().isEmpty() ? note(row) : use(String.join("\" and \"", row.instead()));
    return Optional.of(
        switch (row.status()) {
          case AnnotationRow.Status.Supported _, AnnotationRow.Status.AliasOf _ ->
              new Trouble(
                  "exists since ingress-nginx "
                      + row.since()
                      + ", and the controller is "
                      + served.version(),
                  List.of(),
                  "update the controller");
          case AnnotationRow.Status.RemovedIn(var _, String version) ->
              new Trouble("was removed from ingress-nginx in " + version, row.instead(), help);
          case AnnotationRow.Status.ConfigMapKey() ->
              new Trouble(
                  "does nothing: it is a key of the controller's ConfigMap",
                  List.of(),
                  "set it in the controller's ConfigMap, for all Ingresses");
          case AnnotationRow.Status.Mistake() ->
              new Trouble("has never been one that ingress-nginx reads", row.instead(), help);
        });
  }

  private static String use(String name) {
    return "use \"" + name + "\"";
  }

  private static String note(AnnotationRow row) {
    return row.note().isEmpty() ? "remove it" : row.note();
  }
}
