package dev.hoplint.webhook;

import java.io.PrintStream;
import java.util.List;

/// The webhook's entry.
public final class Main {
  private static final String HELP =
      """
      Usage: hoplint webhook [--help]
      Answers admission reviews of a Kubernetes API server with the findings of hoplint.
      This build holds no server yet.
      """;

  private Main() {}

  /// Runs the webhook and exits with its code.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty() || arguments.equals(List.of("--help"))) {
      out.print(HELP);
      return 0;
    }
    err.println("hoplint webhook: unknown arguments " + arguments);
    return 2;
  }
}
