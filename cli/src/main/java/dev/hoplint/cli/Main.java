package dev.hoplint.cli;

import dev.hoplint.world.Names;
import java.nio.file.Files;
import java.util.List;

/// The entry: finds the command, runs it, turns every end into an exit code.
public final class Main {
  private static final String HELP_HINT = "\"hoplint --help\" lists the commands";

  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    // Libraries log; SLF4J would look for a provider in every jar, and say so on standard error.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.exit(run(List.of(arguments), Shell.ofProcess()));
  }

  /// Runs one command. Never throws, never prints a stack trace unless asked to.
  public static int run(List<String> arguments, Shell shell) {
    try {
      return dispatch(arguments, shell);
    } catch (WrongUsage wrong) {
      shell.say(wrong.message());
      if (!wrong.hint().isEmpty()) {
        shell.say(wrong.hint());
      }
      return ExitCode.USAGE;
    } catch (RuntimeException | Error failure) {
      return internal(failure, arguments, shell);
    }
  }

  private static int internal(Throwable failure, List<String> arguments, Shell shell) {
    // Worker threads hand their errors over as causes.
    if (failure instanceof OutOfMemoryError || failure.getCause() instanceof OutOfMemoryError) {
      shell.say("out of memory; HOPLINT_JAVA_OPTIONS=-Xmx2g gives it more");
      return ExitCode.INTERNAL;
    }
    boolean verbose = arguments.contains("--verbose") || arguments.contains("-v");
    String hint = verbose ? "" : " (--verbose shows where)";
    String first = String.valueOf(failure).lines().findFirst().orElse("");
    shell.say("internal error: " + first + hint);
    if (verbose) {
      failure.printStackTrace(shell.err());
    }
    return ExitCode.INTERNAL;
  }

  static int dispatch(List<String> arguments, Shell shell) {
    if (arguments.isEmpty()) {
      shell.err().print(Help.text());
      return ExitCode.USAGE;
    }
    String first = arguments.getFirst();
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (first) {
      case "explain" -> ExplainCommand.run(rest, shell);
      case "graph" -> GraphCommand.run(rest, shell);
      case "lint" -> LintCommand.run(rest, shell);
      case "test" -> TestCommand.run(rest, shell);
      case "trace" -> TraceCommand.run(rest, shell);
      case "why" -> WhyCommand.run(rest, shell);
      case "rules" -> RulesCommand.run(rest, shell);
      case "--help", "-h", "help" -> Help.run(rest, shell);
      case "--version", "-V" -> {
        Output.print(shell, "hoplint " + Version.HOPLINT + "\n");
        yield ExitCode.OK;
      }
      default -> lintDirectly(first, arguments, shell);
    };
  }

  /// `lint` may be left out before a path or an option.
  private static int lintDirectly(String first, List<String> arguments, Shell shell) {
    boolean word = first.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
    if (!first.startsWith("-") && word && !Files.exists(shell.resolve(first))) {
      String meant =
          Names.nearest(first, Help.COMMANDS)
              .map(name -> "; did you mean \"" + name + "\"?")
              .orElse("");
      throw new WrongUsage("\"" + first + "\" is neither a command nor a file" + meant, HELP_HINT);
    }
    return LintCommand.run(arguments, shell);
  }
}
