package dev.hoplint.builtin.path;

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
import dev.hoplint.text.NearestName;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.Visibility;
import java.util.List;
import java.util.Optional;

/// An Ingress names an IngressClass that does not exist.
///
/// The object decides: ingress-nginx ignores an Ingress whose IngressClass is missing, whatever the
/// old annotation says (internal/ingress/controller/store/store.go, `GetIngressClass`).
public final class IngressClassUnknown implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "ingress-class-unknown",
              Severity.ERROR,
              Certainty.CERTAIN,
              "An Ingress names an IngressClass that does not exist")
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
    Optional<String> name = ingress.className().get().filter(text -> !text.isEmpty());
    if (name.isEmpty() || context.graph().classes().isConfigured(name.get())) {
      return List.of();
    }
    Resolved<IngressClass> found =
        context.world().find(ingress, IngressClass.class, "IngressClass", "", name.get());
    if (!(found instanceof Resolved.Missing<IngressClass>(List<NearMiss> near))) {
      return List.of();
    }
    boolean closed = context.world().visibility().of("IngressClass") == Visibility.Sight.CLOSED;
    if (closed) {
      // Without any class, the input may be whole but for what the controller's installation
      // brings.
      boolean shown = !context.world().all(IngressClass.class, "").isEmpty();
      Finding finding = finding(ingress, name.get(), near, context);
      return List.of(shown ? finding : finding.atMost(Certainty.LIKELY));
    }
    // In an open world another class says little: the one that is named comes with its controller.
    boolean misspelled = near.stream().anyMatch(one -> isSlip(name.get(), one.resource().name()));
    return misspelled
        ? List.of(finding(ingress, name.get(), near, context).atMost(Certainty.LIKELY))
        : List.of();
  }

  /// Whether letters were swapped, left out or doubled. Names that differ in a digit, in one letter
  /// or in a part of their own are names of two classes.
  private static boolean isSlip(String name, String other) {
    boolean sameLetters = sorted(name).equals(sorted(other));
    int edits = NearestName.distance(name, other);
    boolean lost = edits <= 2 && edits == Math.abs(name.length() - other.length());
    return ((sameLetters && edits <= 2) || lost)
        && kept(name, "[^0-9]").equals(kept(other, "[^0-9]"))
        && kept(name, "[^-.]").equals(kept(other, "[^-.]"));
  }

  private static String sorted(String text) {
    return text.chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String kept(String text, String others) {
    return text.replaceAll(others, "");
  }

  private static Finding finding(
      Ingress ingress, String name, List<NearMiss> near, RuleContext context) {
    String instead =
        near.isEmpty()
            ? "there is no such IngressClass"
            : "the IngressClass is called \"" + near.getFirst().resource().name() + "\"";
    Finding finding =
        Finding.in(
                ingress,
                META,
                ingress.className().place(),
                ingress.quoted() + " names the class \"" + name + "\", but " + instead)
            .symptom(context.graph().controller(ingress).symptom(Defect.NO_ROUTE))
            .routes(context.graph().routesOf(ingress))
            .help(
                near.isEmpty()
                    ? "name a class that exists, or install its controller"
                    : "name the class \"" + near.getFirst().resource().name() + "\"")
            .target(name);
    for (NearMiss miss : near) {
      finding = finding.related(miss.resource().quoted(), miss.resource(), miss.place());
    }
    return finding;
  }
}
