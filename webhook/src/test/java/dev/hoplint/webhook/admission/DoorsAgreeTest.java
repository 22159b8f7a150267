package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config;
import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return RuleCases.tests(DoorsAgreeTest::compareDoors);
  }

  /// Places may move where a default is written now; rule and object may not.
  @TestFactory
  Stream<DynamicTest> theSameFindingsAfterDefaulting() {
    return RuleCases.tests(
        folder -> {
          List<Mapping> objects = RuleCases.objects(folder);
          List<Mapping> defaulted = objects.stream().map(Defaulting::of).toList();
          assertThat(RuleCases.found(defaulted, folder))
              .isEqualTo(RuleCases.found(objects, folder));
        });
  }

  private static void compareDoors(Path folder) {
    List<Mapping> objects = RuleCases.objects(folder);
    Config config = RuleCases.config(folder);
    List<String> scan = lines(RuleCases.scan(objects, config));

    assertThat(lines(commandLine(objects, config))).as("command line").isEqualTo(scan);
    assertThat(admission(objects, config)).as("admission").isEqualTo(scan);
  }

  /// All objects in one file.
  private static List<Finding> commandLine(List<Mapping> objects, Config config) {
    String text = String.join("\n---\n", objects.stream().map(Manifests::json).toList());
    SourceText source = SourceText.of("all.yaml", text);
    InputFile input = new InputFile("all.yaml", "all.yaml", source, YamlReader.read(source));
    return RuleCases.linter(config).lint(IntakeReader.read(List.of(input))).findings();
  }

  /// Each object comes last once: what its review introduces with itself as the subject.
  private static List<String> admission(List<Mapping> objects, Config config) {
    Policy policy =
        Policy.of(Configs.engine(Mode.WARN, config), RuleCases.everywhere(), (rule, failure) -> {});
    World world = RuleCases.world(objects, config);
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
}
