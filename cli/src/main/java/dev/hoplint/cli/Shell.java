package dev.hoplint.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// What surrounds a command: streams, environment, working directory, clock, terminal. Tests bring
/// their own.
///
/// @param out standard output, for reports alone
/// @param err standard error, for prose
/// @param directory the working directory
/// @param outputTerminal whether standard output is a terminal
/// @param errorTerminal whether standard error is a terminal
public record Shell(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Clock clock,
    boolean outputTerminal,
    boolean errorTerminal) {

  /// The process's own. The launcher says which streams are terminals, because Java cannot tell
  /// them apart.
  static Shell ofProcess() {
    String terminals = System.getProperty("hoplint.terminals", "");
    return new Shell(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(""),
        Clock.systemUTC(),
        terminals.contains("1"),
        terminals.contains("2"));
  }

  /// A variable that is set to something.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// A path as the user wrote it, seen from the working directory.
  Path resolve(String path) {
    return path(path)
        .orElseThrow(() -> new WrongUsage("\"" + path + "\" cannot be the path of a file", ""));
  }

  /// The same; empty for what cannot be a path.
  Optional<Path> path(String path) {
    try {
      return Optional.of(directory.resolve(path));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// One line of prose.
  void say(String line) {
    err.println("hoplint: " + line);
  }
}
