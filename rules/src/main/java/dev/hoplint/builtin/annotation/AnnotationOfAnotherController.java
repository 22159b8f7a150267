package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
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

/// Annotations whose prefix the Ingress's controller does not read.
///
/// Every controller reads its own prefix only; `ingress.kubernetes.io/` was ingress-nginx's until
/// 0.9 and is nobody's there now.
public final class AnnotationOfAnotherController implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "annotation-of-another-controller",
              Severity.WARNING,
              Certainty.LIKELY,
              "annotations with a prefix that the Ingress's controller does not read")
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.CONTRADICTION);

  private static final String OLD_PREFIX = "ingress.kubernetes.io/";

  @Override
  public RuleMeta meta() {
    return META;
  }

  /// Annotations of one prefix, with and without a twin under the controller's own prefix.
  private record Group(String owner, List<StringMap.Entry> alone, List<StringMap.Entry> twins) {}

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    Controller controller = context.graph().controller(ingress);
    if (controller.dialect().isEmpty()) {
      return List.of();
    }
    Dialect dialect = controller.dialect().get();
    Map<String, Group> groups = new LinkedHashMap<>();
    for (StringMap.Entry entry : ingress.meta().annotations().entries()) {
      foreignPrefix(dialect, entry.key())
          .ifPresent(
              prefix -> {
                Group group =
                    groups.computeIfAbsent(
                        prefix,
                        _ -> new Group(owner(prefix), new ArrayList<>(), new ArrayList<>()));
                boolean twin = hasTwin(ingress, dialect, entry.key().substring(prefix.length()));
                (twin ? group.twins() : group.alone()).add(entry);
              });
    }
    List<Finding> findings = new ArrayList<>();
    groups.forEach(
        (prefix, group) -> {
          finding(ingress, controller, prefix, group, group.alone()).ifPresent(findings::add);
          finding(ingress, controller, prefix, group, group.twins())
              .map(one -> one.severity(Severity.INFO))
              .ifPresent(findings::add);
        });
    return findings;
  }

  private static Optional<String> foreignPrefix(Dialect own, String key) {
    if (own.annotationPrefixes().stream().anyMatch(key::startsWith)) {
      return Optional.empty();
    }
    // Only ingress-nginx is known to have left the old prefix; others may still read it.
    if (own.equals(Dialects.INGRESS_NGINX) && key.startsWith(OLD_PREFIX)) {
      return Optional.of(OLD_PREFIX);
    }
    return Dialects.all().stream()
        .flatMap(one -> one.annotationPrefixes().stream())
        .filter(key::startsWith)
        .findFirst();
  }

  private static String owner(String prefix) {
    return Dialects.all().stream()
        .filter(one -> one.annotationPrefixes().contains(prefix))
        .findFirst()
        .map(Dialect::id)
        .orElse("ingress-nginx before 0.9");
  }

  private static boolean hasTwin(Ingress ingress, Dialect dialect, String name) {
    return !name.isEmpty()
        && dialect.annotationPrefixes().stream()
            .anyMatch(prefix -> ingress.meta().annotations().has(prefix + name));
  }

  private static Optional<Finding> finding(
      Ingress ingress,
      Controller controller,
      String prefix,
      Group group,
      List<StringMap.Entry> entries) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    StringMap.Entry first = entries.getFirst();
    int more = entries.size() - 1;
    Finding finding =
        Finding.in(
                ingress,
                META,
                first.keyPlace(),
                ingress.quoted()
                    + " is served by "
                    + controller.words()
                    + ", which does not read \""
                    + first.key()
                    + "\""
                    + (more > 0 ? " and " + more + " more of " + group.owner() : ""))
            .target(prefix)
            .symptom(
                Symptom.effect(controller.words(), "silently ignored")
                    .assuming(controller.assumed()))
            .help("write what " + controller.words() + " reads, or remove it");
    // The class name alone may be wrong, and then these annotations are right.
    return Optional.of(
        controller.assumed().isPresent()
            ? finding.severity(Severity.INFO).atMost(Certainty.POSSIBLE)
            : finding);
  }
}
