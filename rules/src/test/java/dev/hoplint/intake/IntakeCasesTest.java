package dev.hoplint.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each folder of `testdata/intake` holds an input and, in `expected.txt`, the whole of what intake
/// makes of it. A first line `arguments: a b` names the arguments; without it the folder is read.
class IntakeCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("hoplint.root", "..")).resolve("testdata/intake");
  private static final String ARGUMENTS = "arguments: ";

  @TestFactory
  Stream<DynamicTest> everyCaseIsSortedOutAsExpected() {
    return cases()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    folder.resolve("expected.txt").toUri(),
                    () -> assertThat(IntakeTable.of(files(folder))).isEqualTo(expected(folder))));
  }

  @TestFactory
  Stream<DynamicTest> theOrderOfFilesDoesNotMatter() {
    return cases()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> {
                      List<InputFile> files = new ArrayList<>(files(folder));
                      List<String> table = IntakeTable.of(files);
                      for (int seed = 0; seed < 5; seed++) {
                        Collections.shuffle(files, new Random(seed));
                        assertThat(IntakeTable.of(files)).isEqualTo(table);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> setsAreAPartition() {
    return cases()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> {
                      Intake intake = IntakeReader.read(files(folder));
                      Set<Integer> used = new HashSet<>();
                      intake.manifests().forEach(manifest -> used.add(manifest.set()));
                      List<Integer> ids = intake.sets().stream().map(AppliedSet::id).toList();
                      assertThat(ids).containsExactlyElementsOf(used.stream().sorted().toList());
                      intake
                          .sets()
                          .forEach(
                              set ->
                                  assertThat(set.parents())
                                      .doesNotHaveDuplicates()
                                      .doesNotContain(set.id())
                                      .isSubsetOf(ids));
                    }));
  }

  /// Whatever is cut out of the texts: intake never throws, and sets stay a partition.
  @TestFactory
  Stream<DynamicTest> damagedInputIsSortedOutToo() {
    return cases()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> {
                      List<InputFile> files = files(folder);
                      for (int seed = 0; seed < 20; seed++) {
                        Random random = new Random(seed);
                        Intake intake =
                            IntakeReader.read(
                                files.stream().map(file -> damaged(file, random)).toList());
                        assertThat(intake.manifests())
                            .allMatch(one -> one.set() < intake.sets().size());
                      }
                    }));
  }

  private static InputFile damaged(InputFile file, Random random) {
    StringBuilder text = new StringBuilder(file.source().text());
    for (int cut = random.nextInt(3); cut > 0 && !text.isEmpty(); cut--) {
      int start = random.nextInt(text.length());
      text.delete(start, start + 1 + random.nextInt(Math.min(40, text.length() - start)));
    }
    return file(file.path(), file.argument(), text.toString());
  }

  private static Stream<Path> cases() {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expected(Path folder) throws IOException {
    return lines(folder).stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith(ARGUMENTS) && !line.isBlank())
        .toList();
  }

  private static List<String> lines(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("expected.txt"));
  }

  private static List<InputFile> files(Path folder) throws IOException {
    List<String> arguments =
        lines(folder).stream()
            .filter(line -> line.startsWith(ARGUMENTS))
            .findFirst()
            .map(line -> List.of(line.substring(ARGUMENTS.length()).split(" ", -1)))
            .orElse(List.of("."));
    List<InputFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        for (String argument : arguments) {
          boolean given = argument.equals(".") || name.equals(argument);
          boolean below = name.startsWith(argument.endsWith("/") ? argument : argument + "/");
          if (!name.equals("expected.txt") && (given || below)) {
            files.add(file(name, argument, Files.readString(path)));
          }
        }
      }
    }
    return files;
  }

  private static InputFile file(String name, String argument, String text) {
    SourceText source = SourceText.of(name, text);
    return new InputFile(name, argument, source, YamlReader.read(source));
  }
}
