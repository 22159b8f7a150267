package dev.hoplint.builtin.manifest;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.ReadProblem;
import java.util.List;

/// A document that no YAML or JSON reader takes: nothing of it reaches the cluster. The other
/// documents of the file are linted all the same.
public final class YamlSyntax implements Rule.OfDocument {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "yaml-syntax",
              Severity.ERROR,
              Certainty.CERTAIN,
              "a document cannot be read")
          .reads("*")
          .looks(Neighbourhood.SELF)
          .evidence(Evidence.LOCAL)
          .filesOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Document document) {
    return document.problem().map(problem -> finding(document, problem)).stream().toList();
  }

  private static Finding finding(Document document, ReadProblem problem) {
    String what =
        switch (problem.kind()) {
          case SYNTAX -> "This document cannot be read: ";
          case LIMIT -> "This document is over a limit: ";
        };
    Place place = new Place.InText(document.source(), problem.span(), FieldPath.ROOT);
    return Finding.at(place, META, what + problem.message());
  }
}
