package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.config.ConfigReader;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The cases of every rule that speaks at admission, as one closed world: through the command line,
/// through the background scan, and object by object through admission.
class DoorsAgreeTest {
  @TestFactory
  Stream<DynamicTest> theSameFindingsThroughEveryDoor() {
    return cases(DoorsAgreeTest::compareDoors);
  }

  /// Places may move where a default is written now; rule and object may not.
  @TestFactory
  Stream<DynamicTest> theSameFindingsAfterDefaulting() {
    return cases(
        folder -> {
          List<Mapping> objects = objects(folder);
          Config config = config(folder);
          List<String> before = objectsOf(scan(objects, config));
          List<String> after =
              objectsOf(scan(objects.stream().map(Defaulting::of).toList(), config));
          assertThat(after).isEqualTo(before);
        });
  }

  private interface Check {
    void of(Path folder);
  }

  private static Stream<DynamicTest> cases(Check check) {
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

  private static List<Mapping> objects(Path folder) {
    List<Mapping> objects = new ArrayList<>();
    files(folder).forEach(file -> objects.addAll(Manifests.yaml(Files.read(file))));
    return objects;
  }

  private static Config config(Path folder) {
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

  private static void compareDoors(Path folder) {
    List<Mapping> objects = objects(folder);
    Config config = config(folder);
    List<String> scan = lines(scan(objects, config));

    assertThat(lines(commandLine(objects, config))).as("command line").isEqualTo(scan);
    assertThat(admission(objects, config)).as("admission").isEqualTo(scan);
  }

  private static List<Finding> scan(List<Mapping> objects, Config config) {
    return linter(config).lint(world(objects, config), Door.CLUSTER);
  }

  private static Linter linter(Config config) {
    return new Linter(new RuleSelection(everywhere(), config, List.of(), List.of()), 1);
  }

  private static List<Rule> everywhere() {
    return BuiltInRules.all().stream().filter(rule -> speaks(rule.meta().id())).toList();
  }

  private static World world(List<Mapping> objects, Config config) {
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

  /// All objects in one file.
  private static List<Finding> commandLine(List<Mapping> objects, Config config) {
    String text = String.join("\n---\n", objects.stream().map(Manifests::json).toList());
    SourceText source = SourceText.of("all.yaml", text);
    InputFile input = new InputFile("all.yaml", "all.yaml", source, YamlReader.read(source));
    return linter(config).lint(IntakeReader.read(List.of(input))).findings();
  }

  /// Each object comes last once: what its review introduces with itself as the subject.
  private static List<String> admission(List<Mapping> objects, Config config) {
    Policy policy =
        Policy.of(Configs.engine(Mode.WARN, config), everywhere(), (rule, failure) -> {});
    World world = world(objects, config);
    List<String> found = new ArrayList<>();
    for (Mapping object : objects) {
      Resource resource = Manifests.resource(object);
      World before = world.without(resource.ref());
      policy
          .linters(TestCluster.EVERYTHING)
          .linter()
          .introduced(before, world, Set.of(resource.ref()), Door.ADMISSION)
          .stream()
          .filter(finding -> finding.object().filter(resource.ref()::equals).isPresent())
          .forEach(finding -> found.add(line(finding, UnaryOperator.identity())));
    }
    return found.stream().sorted().toList();
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream().map(one -> line(one, UnaryOperator.identity())).sorted().toList();
  }

  private static String line(Finding finding, UnaryOperator<String> place) {
    return finding.rule().id()
        + " "
        + finding.object().orElseThrow()
        + " "
        + place.apply(finding.place().path().toString())
        + " "
        + finding.severity()
        + " "
        + finding.certainty()
        + " "
        + finding.message();
  }

  private static List<String> objectsOf(List<Finding> findings) {
    return findings.stream()
        .map(one -> one.rule().id() + " " + one.object().orElseThrow())
        .distinct()
        .sorted()
        .toList();
  }
}
