package dev.hoplint.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs commands as a user would, in a folder of its own, with a clock that stands still.
final class CommandLineTester {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean terminal;

  CommandLineTester(Path directory) {
    this.directory = directory;
  }

  /// What a command did.
  record Run(int code, String out, String err) {}

  CommandLineTester file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  CommandLineTester file(String name, byte[] bytes) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandLineTester input(String text) {
    input = text;
    return this;
  }

  CommandLineTester variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CommandLineTester onTerminal() {
    terminal = true;
    environment.put("TERM", "xterm-256color");
    return this;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return runInto(out, arguments);
  }

  /// Runs with a standard output of the test's.
  Run runInto(OutputStream out, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.copyOf(environment),
            directory,
            Clock.fixed(NOW, ZoneOffset.UTC),
            terminal,
            false);
    int code = Main.run(List.of(arguments), shell);
    String text =
        out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
    return new Run(code, text, err.toString(StandardCharsets.UTF_8));
  }
}
