package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationNeed;
import dev.hoplint.dialect.nginx.AnnotationRow;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Annotations that do nothing, because another annotation, a flag or a key of the ConfigMap is
/// missing.
///
/// The parsers of internal/ingress/annotations and the template decide it, one by one; what each
/// annotation needs stands in the annotation table.
public final class AnnotationWithoutEffect implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "annotation-without-effect",
              Severity.WARNING,
              Certainty.CERTAIN,
              "an annotation does nothing without another annotation, a flag or a ConfigMap key")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context).map(AnnotationWithoutEffect::check).orElse(List.of());
  }

  private static List<Finding> check(ServedIngress served) {
    Map<AnnotationNeed, List<Annotations.Written>> missing = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Annotations.Written written : served.annotations().all()) {
      Optional<AnnotationRow> row =
          written.row().filter(one -> one.isRead(served.version()) && isUsed(served, one));
      row.flatMap(AnnotationRow::need)
          .filter(need -> !ValueReading.isMet(served, need) && !isSwitchedOff(served, need))
          .ifPresent(need -> missing.computeIfAbsent(need, _ -> new ArrayList<>()).add(written));
      row.flatMap(one -> UselessSetting.of(served, written.name()))
          .map(
              useless ->
                  finding(served, List.of(written), useless.words(), useless.help())
                      .atMost(useless.certainty()))
          .ifPresent(findings::add);
    }
    missing.forEach(
        (need, all) -> findings.add(finding(served, all, " without " + need, help(need))));
    return findings;
  }

  /// A value that says what applies anyway, or none, asks for nothing.
  private static boolean isUsed(ServedIngress served, AnnotationRow row) {
    AnnotationValue value = served.annotations().own(row.name());
    boolean canary = served.isCanary() && !row.name().contains("canary");
    return !canary
        && value.isWritten()
        && value.used().filter(text -> text.equalsIgnoreCase(row.defaultValue())).isEmpty();
  }

  /// `enable-cors: "false"` beside its settings is a switch that somebody turned.
  private static boolean isSwitchedOff(ServedIngress served, AnnotationNeed need) {
    return need.anyOf().stream()
        .anyMatch(
            other ->
                other.value().equals("true")
                    && served.annotations().bool(other.name()).filter(on -> !on).isPresent());
  }

  private static String help(AnnotationNeed need) {
    return "set " + need + ", or remove it";
  }

  private static Finding finding(
      ServedIngress served, List<Annotations.Written> written, String why, String help) {
    List<String> names = written.stream().map(Annotations.Written::name).toList();
    boolean one = names.size() == 1;
    boolean open = names.contains("auth-secret");
    return served
        .finding(
            META,
            written.getFirst().entry().keyPlace(),
            (one ? "Annotation " : "Annotations ")
                + quoted(names)
                + (one ? " does nothing" : " do nothing")
                + why
                + (open ? ", so nobody is asked for a password" : ""),
            served.effect(open ? "requests pass without authentication" : "no effect"))
        .target(String.join(",", names))
        .help(help);
  }

  private static String quoted(List<String> names) {
    List<String> quoted = names.stream().map(name -> "\"" + name + "\"").toList();
    return quoted.size() == 1
        ? quoted.getFirst()
        : String.join(", ", quoted.subList(0, quoted.size() - 1)) + " and " + quoted.getLast();
  }
}
