package dev.hoplint.webhook.admission;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.config.ConfigReader;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.text.SourceText;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The cases of every rule that speaks at admission, each as the closed world of a cluster.
public final class RuleCases {
  private RuleCases() {}

  /// What holds of a case.
  public interface Check {
    /// @param folder of the case
    void of(Path folder);
  }

  /// A test for each case that a cluster could hold.
  public static Stream<DynamicTest> tests(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    Path rules = Files.path("testdata/rules");
    for (Path file : Files.below("testdata/rules", ".yaml")) {
      Path folder = rules.resolve(rules.relativize(file).subpath(0, 2));
      String rule = folder.getParent().getFileName().toString();
      String name = rule + "/" + folder.getFileName();
      if (speaks(rule) && tests.stream().noneMatch(one -> one.getDisplayName().equals(name))) {
        if (isOneWorld(folder)) {
          tests.add(DynamicTest.dynamicTest(name, () -> check.of(folder)));
        }
      }
    }
    return tests.stream();
  }

  private static boolean speaks(String rule) {
    return BuiltInRules.all().stream()
        .map(Rule::meta)
        .filter(meta -> meta.id().equals(rule))
        .anyMatch(
            meta -> meta.doors().containsAll(Set.of(Door.ADMISSION, Door.FILES, Door.CLUSTER)));
  }

  /// Objects that a cluster could hold at one time, written as it holds them: no two of one name,
  /// no templates, layers or lists of other things, and nothing that only a file can say.
  private static boolean isOneWorld(Path folder) {
    Set<String> names = new HashSet<>();
    for (Path file : files(folder)) {
      String text = Files.read(file);
      String name = file.getFileName().toString();
      if (name.startsWith("kustomization")
          || name.equals("Chart.yaml")
          || text.contains("hoplint:")
          || text.contains("hoplint.dev/allow")
          || text.contains("{{")
          || text.contains("${")) {
        return false;
      }
    }
    for (Mapping object : objects(folder)) {
      Resource resource = Manifests.resource(object);
      if (resource.name().isEmpty() || !names.add(resource.ref().kind().group() + resource.ref())) {
        return false;
      }
    }
    return !names.isEmpty();
  }

  private static List<Path> files(Path folder) {
    Path root = Files.path("testdata").getParent();
    return Files.below(root.relativize(folder).toString(), ".yaml");
  }

  /// The objects of a case, each with a namespace where its kind has one.
  public static List<Mapping> objects(Path folder) {
    List<Mapping> objects = new ArrayList<>();
    files(folder).forEach(file -> objects.addAll(Manifests.yaml(Files.read(file))));
    return objects;
  }

  /// What a case says about itself; it may be checked by all rules.
  static Config config(Path folder) {
    Path file = folder.resolve(".hoplint.yaml");
    Config config = Config.DEFAULT;
    if (java.nio.file.Files.exists(file)) {
      Vocabulary vocabulary =
          new Vocabulary(
              BuiltInRules.all().stream().map(rule -> rule.meta().id()).toList(),
              Dialects.all().stream().map(Dialect::id).toList());
      config = ConfigReader.read(SourceText.of(".hoplint.yaml", Files.read(file)), vocabulary);
    }
    return config.withPreset("strict").withClosedWorld();
  }

  static List<Finding> scan(List<Mapping> objects, Config config) {
    return linter(config).lint(world(objects, config), Door.CLUSTER);
  }

  static Linter linter(Config config) {
    return new Linter(new RuleSelection(everywhere(), config, List.of(), List.of()), 1);
  }

  static List<Rule> everywhere() {
    return BuiltInRules.all().stream().filter(rule -> speaks(rule.meta().id())).toList();
  }

  static World world(List<Mapping> objects, Config config) {
    return World.of(
        objects.stream().map(Manifests::resource).toList(),
        List.of(AppliedSet.explicit("cluster")),
        Visibility.closed(),
        new Assumptions(
            config.assumeExists(),
            config.externalWorkloads().stream()
                .map(one -> new Assumptions.ExternalWorkload(one.namespace(), one.labels()))
                .toList()));
  }

  /// What the background scan finds: rules and objects, without the places.
  public static List<String> found(List<Mapping> objects, Path folder) {
    return scan(objects, config(folder)).stream()
        .map(one -> one.rule().id() + " " + one.object().orElseThrow())
        .distinct()
        .sorted()
        .toList();
  }
}
