package dev.hoplint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the table of promises true: all of them are there, and what is named as their test exists.
class RequirementsTableTest {
  private static final Path ROOT = Path.of(System.getProperty("hoplint.root", "."));

  private static final List<String> IDS =
      List.of(
          "P1 P2 P3 P4 P5 P6 P7 P8 P9",
          "D1 D2 D3 D4 D5 D6 D7 D8 D9 D10",
          "A1 A2 A3 A4 A5 A6 A7 A8 A9 A10",
          "T1 T2 T3 T4 T5 T6",
          "S1 S2 S3 S4 S5 S6 S7 S8",
          "O1 O2 O3 O4",
          "R1a R1b R2 R3 R4 R5 R6 R7 R8 R9");

  private static final Pattern METHOD = Pattern.compile("`(\\w+)#(\\w+)`");

  /// A measurement: a program of the repository, with what it is given.
  private static final Pattern COMMAND =
      Pattern.compile("`((?:\\.ci|bench|webhook)/[\\w./-]+)[^`]*`");

  private static final Pattern ANNOTATION =
      Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|FuzzTest|TestFactory|Property)\\b");

  private static final Pattern REASON = Pattern.compile("\\([^()]{20,}(?:\\([^()]*\\)[^()]*)*\\)");

  private record Row(
      String id, String promise, String test, String everyBuild, String full, String lastRun) {}

  @Test
  void everyPromiseStandsHereOnceInOrder() {
    assertThat(rows())
        .extracting(Row::id)
        .containsExactlyElementsOf(
            IDS.stream().flatMap(line -> Stream.of(line.split(" "))).toList());
    assertThat(rows()).allMatch(row -> !row.promise().isEmpty());
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      Matcher methods = METHOD.matcher(row.test());
      while (methods.find()) {
        String source = sources.getOrDefault(methods.group(1), "");
        if (!declares(source, methods.group(2))) {
          missing.add(row.id() + ": " + methods.group());
        }
      }
      Matcher commands = COMMAND.matcher(row.test());
      while (commands.find()) {
        if (!Files.isExecutable(ROOT.resolve(commands.group(1)))) {
          missing.add(row.id() + ": " + commands.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /// What a row says must be one of the three things that a reader can follow.
  @Test
  void everyPromiseHasATestOrAReason() {
    List<String> vague = new ArrayList<>();
    for (Row row : rows()) {
      String rest = REASON.matcher(row.test()).replaceAll("");
      boolean reason = !rest.equals(row.test());
      boolean named = METHOD.matcher(rest).find() || COMMAND.matcher(rest).find();
      rest = COMMAND.matcher(METHOD.matcher(rest).replaceAll("")).replaceAll("");
      if (!rest.matches("[\\s,;]*") || !(named || reason)) {
        vague.add(row.id() + ": " + row.test());
      }
      if (named && (row.everyBuild().isEmpty() || row.full().isEmpty())) {
        vague.add(row.id() + ": sizes are missing");
      }
    }
    assertThat(vague).isEmpty();
  }

  /// A method with one of the annotations of tests between it and the blank line above it.
  private static boolean declares(String source, String method) {
    Matcher declaration = Pattern.compile("\\s" + method + "\\s*\\(").matcher(source);
    while (declaration.find()) {
      String head =
          source.substring(
              Math.max(0, source.lastIndexOf("\n\n", declaration.start())), declaration.start());
      if (ANNOTATION.matcher(head).find()) {
        return true;
      }
    }
    return false;
  }

  /// By class name; two test classes of one name would make the table ambiguous.
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("rules", "cluster", "harness", "cli", "webhook", "bench")) {
      Path folder = ROOT.resolve(module).resolve("src/test/java");
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), (one, other) -> one + other);
        }
      }
    }
    return sources;
  }

  private static List<Row> rows() {
    try (Stream<String> lines = Files.lines(ROOT.resolve("webhook/README.md"))) {
      return lines
          .filter(line -> line.matches("\\| [PDATSOR]\\d+[ab]? \\|.*"))
          .map(RequirementsTableTest::row)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("(?<!\\\\)\\|", -1);
    assertThat(cells).as(line).hasSize(8);
    return new Row(
        cells[1].strip(),
        cells[2].strip(),
        cells[3].strip(),
        cells[4].strip(),
        cells[5].strip(),
        cells[6].strip());
  }
}
