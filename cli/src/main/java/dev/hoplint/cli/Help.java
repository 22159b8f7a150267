package dev.hoplint.cli;

import java.util.List;

/// The short help: what commands there are.
final class Help {
  /// The names of the commands.
  static final List<String> COMMANDS =
      List.of("explain", "graph", "help", "lint", "rules", "test", "trace", "why");

  private static final String TEXT =
      """
      Finds the HTTP routing failures that are written down in Kubernetes manifests.

      Usage: hoplint COMMAND [OPTION…] [ARGUMENT…]
             hoplint PATH…            the same as: hoplint lint PATH…

      Commands:
        lint [PATH…]          lint files and folders ("-" is standard input, nothing is ".")
        trace URL [PATH…]     follow one request hop by hop and predict what the client gets
        test ROUTES [PATH…]   check what the requests of a file get: unit tests for routes
        why STATUS [PATH…]    what can produce a status, hop by hop, and what was found fine
        graph [PATH…]         draw the routes: mermaid, dot, json, html
        explain RULE|STATUS   what a rule finds, or what a status code means and which rules cover it
        rules                 list all rules
        help [COMMAND]        this help, or a command's

      Options:
        -h, --help            this help; "hoplint lint --help" lists the options of lint
        -V, --version         print the version

      Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration,
      3 an input could not be read or held no Kubernetes object, 4 what a request gets cannot be
      known, 70 internal error.
      """;

  private Help() {}

  static String text() {
    return TEXT;
  }

  /// `help COMMAND` says the same as `COMMAND --help`.
  static int run(List<String> arguments, Shell shell) {
    if (arguments.isEmpty() || !COMMANDS.contains(arguments.getFirst())) {
      Output.print(shell, TEXT);
      return ExitCode.OK;
    }
    return Main.dispatch(List.of(arguments.getFirst(), "--help"), shell);
  }
}
