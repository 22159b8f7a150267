package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What trace, test, why and graph say, as a person sees it: `testdata/trace/<case>/transcript.txt`
/// holds commands behind `$`, and behind each its output and exit code. A first line `in FOLDER`
/// says where they run, if not in the case's folder.
class TranscriptsTest {
  private static final String COMMAND = "$ hoplint ";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    try (Stream<Path> folders = Files.list(RepositoryFiles.path("testdata/trace"))) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) {
    Path file = folder.resolve("transcript.txt");
    List<String> lines = lines(file);
    StringBuilder actual = new StringBuilder();
    Path directory = folder;
    if (lines.getFirst().startsWith("in ")) {
      actual.append(lines.getFirst()).append('\n');
      directory = RepositoryFiles.path(lines.getFirst().substring(3));
    }
    int commands = 0;
    for (String line : lines) {
      if (line.startsWith(COMMAND)) {
        commands++;
        run(line, directory, actual);
      }
    }
    assertThat(commands).as("commands of %s", file).isPositive();
    GoldenFile.check(
        "testdata/trace/" + folder.getFileName() + "/transcript.txt", actual.toString());
  }

  private static void run(String line, Path directory, StringBuilder actual) {
    List<String> arguments = new ArrayList<>();
    Matcher words = WORD.matcher(line.substring(COMMAND.length()));
    while (words.find()) {
      arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
    }
    CommandLineTester.Run run =
        new CommandLineTester(directory).run(arguments.toArray(String[]::new));
    actual.append(line).append('\n').append(run.out()).append(run.err());
    actual.append("[exit ").append(run.code()).append("]\n\n");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
