package dev.hoplint.webhook;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What `serve` is told on the command line.
///
/// @param config the configuration file; empty for the defaults
/// @param standalone no cluster, a certificate of its own that nobody trusts
/// @param kubeconfig how the cluster is reached; empty for the pod's service account or the user's
///   kubeconfig
/// @param url of an API server that wants no credentials
record ServeOptions(
    Optional<Path> config, boolean standalone, Optional<Path> kubeconfig, Optional<String> url) {

  /// What the arguments come to.
  sealed interface Parsed {
    record Serve(ServeOptions options) implements Parsed {}

    record Help(String text) implements Parsed {}

    /// @param message one sentence
    record Wrong(String message) implements Parsed {}
  }

  static Parsed parse(List<String> arguments) {
    CommandLine line = new CommandLine(spec());
    line.setExpandAtFiles(false).setInterpolateVariables(false);
    try {
      ParseResult result = line.parseArgs(arguments.toArray(String[]::new));
      if (result.hasMatchedOption("--help")) {
        StringWriter text = new StringWriter();
        line.usage(new PrintWriter(text, true), Ansi.OFF);
        return new Parsed.Help(text.toString());
      }
      ServeOptions options =
          new ServeOptions(
              path(result, "--config"),
              result.hasMatchedOption("--standalone"),
              path(result, "--kubeconfig"),
              Optional.ofNullable(result.matchedOptionValue("--kube-url", null)));
      return options
          .contradiction()
          .<Parsed>map(Parsed.Wrong::new)
          .orElseGet(() -> new Parsed.Serve(options));
    } catch (ParameterException wrong) {
      return new Parsed.Wrong(message(wrong));
    }
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("hoplint-webhook serve");
    spec.usageMessage()
        .description("Answers admission reviews of a Kubernetes API server.")
        .sortOptions(false)
        .customSynopsis("hoplint-webhook serve [OPTION…]")
        .autoWidth(false)
        .width(100)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .optionListHeading("%nOptions:%n");
    spec.parser().abbreviatedOptionsAllowed(false);
    value(spec, "FILE", "the configuration; without it, the defaults", "-c", "--config");
    flag(
        spec,
        "without a cluster: rules about one object, and a certificate that nobody trusts",
        "--standalone");
    value(
        spec,
        "FILE",
        "how the cluster is reached; without it, the pod's service account or the user's own file",
        "--kubeconfig");
    value(spec, "URL", "an API server that wants no credentials, for trying out", "--kube-url");
    flag(spec, "print this help", "-h", "--help");
    return spec;
  }

  private static void flag(CommandSpec spec, String description, String... names) {
    spec.addOption(OptionSpec.builder(names).description(description).build());
  }

  private static void value(CommandSpec spec, String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .build());
  }

  private static Optional<Path> path(ParseResult result, String option) {
    return Optional.ofNullable(result.<String>matchedOptionValue(option, null)).map(Path::of);
  }

  private Optional<String> contradiction() {
    if (standalone && (kubeconfig.isPresent() || url.isPresent())) {
      return Optional.of("--standalone speaks to no cluster, so that no other option can name one");
    }
    if (kubeconfig.isPresent() && url.isPresent()) {
      return Optional.of("--kubeconfig and --kube-url both name a cluster");
    }
    return Optional.empty();
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String what = unmatched.isUnknownOption() ? "unknown option" : "unexpected argument";
      List<String> near = unmatched.getSuggestions();
      return what
          + " \""
          + unmatched.getUnmatched().getFirst()
          + "\""
          + (near.isEmpty() ? "" : ", did you mean \"" + near.getFirst() + "\"?");
    }
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong usage");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }
}
