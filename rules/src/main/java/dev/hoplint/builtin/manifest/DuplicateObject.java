package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One object that is defined twice where everything is applied together: the one that is applied
/// last wins, and the order of files is nobody's intention. kustomize refuses it ("may not add
/// resource with an already registered id").
public final class DuplicateObject implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "duplicate-object",
              Severity.WARNING,
              Certainty.CERTAIN,
              "an object is defined twice in what is deployed together")
          .reads("*")
          .looks(Neighbourhood.NAMESPACE)
          .evidence(Evidence.COLLISION)
          .filesOnly();

  private static final Comparator<Resource> ORDER =
      Comparator.comparing((Resource resource) -> resource.meta().file())
          .thenComparing(DuplicateObject::span);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(ManifestDocument manifest, Resource resource, RuleContext context) {
    if (resource.name().isEmpty() || !resource.meta().name().isPresent()) {
      return List.of();
    }
    Optional<Resource> first =
        context.world().definitions(resource).stream()
            .filter(other -> context.world().certainlyTogether(resource, other))
            .filter(other -> ORDER.compare(other, resource) < 0)
            .min(ORDER);
    return first.map(other -> finding(resource, other)).stream().toList();
  }

  private static Finding finding(Resource resource, Resource first) {
    boolean same = text(resource).equals(text(first));
    String file = first.meta().file();
    String where = file.equals(resource.meta().file()) ? "above in this file" : "in " + file;
    String message =
        resource.quoted()
            + " is defined twice, here and "
            + where
            + (same ? " with the same content" : ", and whichever is applied last wins");
    return Finding.in(resource, META, resource.meta().namePlace(), message)
        .severity(same ? Severity.INFO : Severity.WARNING)
        .related("the first definition", first, first.meta().namePlace())
        .help("keep one of them, or give one another name");
  }

  private static Span span(Resource resource) {
    return resource.meta().place() instanceof Place.InText(var _, Span span, var _)
        ? span
        : Span.at(0);
  }

  private static String text(Resource resource) {
    return resource.meta().place() instanceof Place.InText(SourceText source, Span span, var _)
        ? source.slice(span).strip()
        : "";
  }
}
