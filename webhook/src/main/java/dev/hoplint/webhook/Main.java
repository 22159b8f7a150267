package dev.hoplint.webhook;

import dev.hoplint.text.NearestName;
import java.io.PrintStream;
import java.util.List;

/// The webhook's entry.
public final class Main {
  static final int OK = 0;
  static final int USAGE = 2;
  static final int INTERNAL = 70;

  private static final List<String> COMMANDS = List.of("serve", "manifests");
  private static final String HELP =
      """
      Usage: hoplint-webhook COMMAND [OPTION…]

      Answers admission reviews of a Kubernetes API server with the findings of hoplint.

      Commands:
        serve      serve reviews over TLS; --help lists its options
        manifests  print what an installation needs, for "kubectl apply -f -"

      Options:
        -h, --help     print this help
        -V, --version  print the version
      """;

  private Main() {}

  /// Runs the webhook and exits with its code.
  public static void main(String[] arguments) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      return dispatch(arguments, out, err);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return INTERNAL;
    } catch (RuntimeException | Error failure) {
      err.println(
          "hoplint-webhook: internal error: "
              + String.valueOf(failure).lines().findFirst().orElse(""));
      return INTERNAL;
    }
  }

  private static int dispatch(List<String> arguments, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (arguments.isEmpty()) {
      err.print(HELP);
      return USAGE;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    switch (arguments.getFirst()) {
      case "--help", "-h", "help" -> out.print(HELP);
      case "--version", "-V" -> out.println("hoplint-webhook " + Version.HOPLINT);
      case "manifests" -> {
        if (!rest.isEmpty()) {
          return wrong("unexpected argument \"" + rest.getFirst() + "\"", err);
        }
        out.print(Manifests.text());
      }
      case "serve" -> {
        return serve(rest, out, err);
      }
      default -> {
        String written = arguments.getFirst();
        String meant =
            NearestName.of(written, COMMANDS)
                .map(name -> ", did you mean \"" + name + "\"?")
                .orElse("");
        String sort = written.startsWith("-") ? "option" : "command";
        return wrong("unknown " + sort + " \"" + written + "\"" + meant, err);
      }
    }
    return OK;
  }

  private static int serve(List<String> arguments, PrintStream out, PrintStream err)
      throws InterruptedException {
    switch (ServeOptions.parse(arguments)) {
      case ServeOptions.Parsed.Help help -> {
        out.print(help.text());
        return OK;
      }
      case ServeOptions.Parsed.Wrong wrong -> {
        return wrong(wrong.message(), err);
      }
      case ServeOptions.Parsed.Serve serve -> {
        try {
          return Serving.run(serve.options());
        } catch (CannotServe refused) {
          refused.lines().forEach(line -> err.println("hoplint-webhook: " + line));
          return USAGE;
        }
      }
    }
  }

  private static int wrong(String message, PrintStream err) {
    err.println("hoplint-webhook: " + message);
    err.println("hoplint-webhook: \"hoplint-webhook --help\" lists the commands");
    return USAGE;
  }
}
