package dev.hoplint.testing;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.text.SourceText;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Worlds made of YAML, without intake.
public final class Worlds {
  private Worlds() {}

  /// The objects of a text, all in one set.
  public static List<Resource> resources(String yaml) {
    SourceText source = SourceText.of("test.yaml", yaml);
    List<Resource> resources = new ArrayList<>();
    for (Document document : YamlReader.read(source)) {
      document
          .root()
          .filter(Mapping.class::isInstance)
          .ifPresent(
              root ->
                  resources.add(
                      ResourceReader.read(
                          new ManifestDocument(
                              source.name(),
                              document,
                              (Mapping) root,
                              FieldPath.ROOT,
                              0,
                              Optional.empty(),
                              Optional.empty()),
                          "default")));
    }
    return resources;
  }

  public static World of(List<Resource> resources, Visibility visibility) {
    return World.of(resources, List.of(AppliedSet.explicit("test")), visibility, Assumptions.NONE);
  }

  public static World closed(String yaml) {
    return of(resources(yaml), Visibility.closed());
  }

  public static World open(String yaml) {
    return of(resources(yaml), Visibility.auto());
  }
}
