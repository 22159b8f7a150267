package dev.hoplint.engine;

import dev.hoplint.config.Config;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Fix;
import dev.hoplint.suppress.Origin;
import dev.hoplint.suppress.Scope;
import dev.hoplint.suppress.Suppression;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlEdits;
import dev.hoplint.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/// The suppressions of a configuration.
final class ConfigSuppressions {
  private ConfigSuppressions() {}

  static List<Suppression> of(Config config) {
    return config.suppressions().stream().map(ConfigSuppressions::suppression).toList();
  }

  private static Suppression suppression(Config.Suppression one) {
    return new Suppression(
        Origin.CONFIG,
        List.of(one.rule()),
        one.reason(),
        new Scope.Named(one.object()),
        one.until(),
        new Place.InText(one.source(), one.span(), path(one)),
        List.of(),
        removal(one));
  }

  /// Names the entry by what it says, so that fingerprints survive other entries.
  private static FieldPath path(Config.Suppression one) {
    return FieldPath.ROOT.child("suppress").child(one.rule() + " " + one.object().orElse("*"));
  }

  private static Optional<Fix> removal(Config.Suppression one) {
    Optional<Node> root = YamlReader.read(one.source()).getFirst().root();
    if (!(root.orElse(null) instanceof Mapping mapping)
        || !(mapping.get("suppress").orElse(null) instanceof Sequence entries)) {
      return Optional.empty();
    }
    for (int i = 0; i < entries.items().size(); i++) {
      if (entries.items().get(i).span().equals(one.span())) {
        return Optional.of(
            new Fix(
                "delete the entry",
                Applicability.SAFE,
                one.source(),
                YamlEdits.of(one.source()).delete(entries, i)));
      }
    }
    return Optional.empty();
  }
}
