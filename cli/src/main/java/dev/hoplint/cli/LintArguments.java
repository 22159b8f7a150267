package dev.hoplint.cli;

import dev.hoplint.cli.LintOptions.Destination;
import dev.hoplint.cli.report.OutputFormat;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of `lint`: its options, and what they mean.
final class LintArguments {
  private static final String HINT = "\"hoplint lint --help\" lists the options";
  private static final int MOST_JOBS = 256;

  /// `--format` and `--output` in the order they are written.
  private final List<Written> outputs = new ArrayList<>();

  private record Written(boolean isFormat, String value) {}

  private LintArguments() {}

  /// The options; empty when help was asked for and has been printed.
  static Optional<LintOptions> parse(List<String> arguments, Shell shell) {
    LintArguments reader = new LintArguments();
    return reader.command().parse(arguments, shell).map(parsed -> reader.options(parsed));
  }

  private Arguments command() {
    return new Arguments(
            "lint",
            "[PATH…]",
            "Finds routing failures in manifests: files, folders, standard input.")
        .operands("PATH", "files and folders; \"-\" is standard input; none is \".\"")
        .value("NAME", "the namespace of objects that write none", "-n", "--namespace")
        .inOrder(
            "FORMAT",
            "text (default) or json; repeat it with -o for several reports",
            value -> outputs.add(new Written(true, value)),
            "--format")
        .inOrder(
            "FILE",
            "where the report of the --format in front of it goes",
            value -> outputs.add(new Written(false, value)),
            "-o",
            "--output")
        .value(
            "LEVEL",
            "findings from which the exit code is 1: never, info, warning, error (default)",
            "--fail-on")
        .value("LEVEL", "lowest severity shown: info, warning (default), error", "--severity")
        .values("RULE", "only these rules (ids, * for any characters)", "--rule")
        .values("RULE", "not these rules (ids, * for any characters)", "--skip")
        .value("STATUS", "only findings that can produce this status", "--symptom")
        .values(
            "ID",
            "the controller of Ingresses of which nothing is known, or CLASS=ID for a class",
            "--controller")
        .value("VERSION", "the Kubernetes version the manifests are for", "--kubernetes-version")
        .flag("everything that exists is in the input", "--closed-world")
        .value("FILE", "the configuration; default: .hoplint.yaml here or above", "--config")
        .flag("read no configuration file", "--no-config")
        .value("FILE", "findings that are known and do not count", "--baseline")
        .values("GLOB", "paths that are not read", "--exclude")
        .value("N", "threads; default: one for each processor", "--jobs")
        .value("WHEN", "auto (default), always, never", "--color")
        .flag("one line for each finding, no summary", "-q", "--quiet")
        .flag("every finding in full, and what could not be checked", "-v", "--verbose")
        .flag("print times and memory at the end, on standard error", "--stats")
        .flag("no Kubernetes object in the input is no failure", "--allow-empty");
  }

  /// Adds the options of commands that ask about what `lint` reads: what is read, and how.
  static Arguments addInput(Arguments command) {
    return command
        .value("NAME", "the namespace of objects that write none", "-n", "--namespace")
        .values(
            "ID",
            "the controller of Ingresses of which nothing is known, or CLASS=ID for a class",
            "--controller")
        .flag("everything that exists is in the input", "--closed-world")
        .value("FILE", "the configuration; default: .hoplint.yaml here or above", "--config")
        .flag("read no configuration file", "--no-config")
        .values("GLOB", "paths that are not read", "--exclude")
        .value("N", "threads; default: one for each processor", "--jobs")
        .value("WHEN", "auto (default), always, never", "--color")
        .flag("say more", "-v", "--verbose");
  }

  /// What those options say; everything else as `lint` has it by default.
  static LintOptions input(Arguments.Parsed parsed, List<String> paths) {
    return new LintOptions(
        paths.isEmpty() ? List.of(".") : paths,
        parsed.value("--namespace").map(name -> filled("--namespace", name)),
        List.of(),
        Optional.of(Severity.ERROR),
        Severity.INFO,
        List.of(),
        List.of(),
        Optional.empty(),
        parsed.values("--controller"),
        Optional.empty(),
        parsed.has("--closed-world"),
        parsed.value("--config"),
        parsed.has("--no-config"),
        Optional.empty(),
        parsed.values("--exclude"),
        parsed.value("--jobs").map(LintArguments::jobs).orElseGet(LintArguments::processors),
        Colors.option(parsed.value("--color").orElse("auto")),
        false,
        parsed.has("--verbose"),
        false,
        false);
  }

  private LintOptions options(Arguments.Parsed parsed) {
    Optional<Severity> failOn = failOn(parsed);
    Severity severity =
        parsed
            .value("--severity")
            .map(word -> severity("--severity", word, "info, warning or error"))
            .orElseGet(() -> lowest(failOn.orElse(Severity.ERROR)));
    return new LintOptions(
        parsed.operands().isEmpty() ? List.of(".") : parsed.operands(),
        parsed.value("--namespace").map(name -> filled("--namespace", name)),
        destinations(),
        failOn,
        severity,
        parsed.values("--rule"),
        parsed.values("--skip"),
        parsed.value("--symptom").map(LintArguments::status),
        parsed.values("--controller"),
        parsed.value("--kubernetes-version").map(LintArguments::version),
        parsed.has("--closed-world"),
        parsed.value("--config"),
        parsed.has("--no-config"),
        parsed.value("--baseline"),
        parsed.values("--exclude"),
        parsed.value("--jobs").map(LintArguments::jobs).orElseGet(LintArguments::processors),
        Colors.option(parsed.value("--color").orElse("auto")),
        parsed.has("--quiet"),
        parsed.has("--verbose"),
        parsed.has("--stats"),
        parsed.has("--allow-empty"));
  }

  private static Optional<Severity> failOn(Arguments.Parsed parsed) {
    String word = parsed.value("--fail-on").orElse("error");
    return word.equals("never")
        ? Optional.empty()
        : Optional.of(severity("--fail-on", word, "never, info, warning or error"));
  }

  /// What makes the command fail is shown, too.
  private static Severity lowest(Severity failOn) {
    return failOn.compareTo(Severity.WARNING) < 0 ? failOn : Severity.WARNING;
  }

  private static Severity severity(String option, String word, String known) {
    return Severity.parse(word)
        .orElseThrow(
            () -> new WrongUsage(option + " is " + known + ", not \"" + word + "\"", HINT));
  }

  private static String filled(String option, String value) {
    if (value.isBlank()) {
      throw new WrongUsage(option + " needs a value", HINT);
    }
    return value;
  }

  private static int status(String text) {
    boolean code = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!code) {
      throw new WrongUsage("--symptom is a status code such as 502, not \"" + text + "\"", HINT);
    }
    return Integer.parseInt(text);
  }

  /// `1.34` of `1.34`, `v1.34` and `1.34.2`.
  private static String version(String text) {
    String bare = text.startsWith("v") ? text.substring(1) : text;
    if (!bare.matches("1\\.[0-9]{1,3}(\\.[0-9]{1,3})?")) {
      throw new WrongUsage(
          "--kubernetes-version is a version such as 1.34, not \"" + text + "\"", HINT);
    }
    int patch = bare.indexOf('.', 2);
    return patch < 0 ? bare : bare.substring(0, patch);
  }

  private static int jobs(String text) {
    boolean number = text.matches("[0-9]{1,3}");
    if (!number || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_JOBS) {
      throw new WrongUsage(
          "--jobs is a number from 1 to " + MOST_JOBS + ", not \"" + text + "\"", HINT);
    }
    return Integer.parseInt(text);
  }

  private static int processors() {
    return Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());
  }

  /// An output belongs to the format in front of it; formats without one go to standard output.
  private List<Destination> destinations() {
    List<Destination> found = new ArrayList<>();
    Optional<String> waiting = Optional.empty();
    for (Written written : outputs) {
      if (written.isFormat()) {
        found.add(new Destination(format(written.value()), waiting));
        waiting = Optional.empty();
      } else if (waiting.isPresent()) {
        throw new WrongUsage("two --output and no --format between them", HINT);
      } else if (!found.isEmpty() && found.getLast().file().isEmpty()) {
        found.add(new Destination(found.removeLast().format(), Optional.of(written.value())));
      } else {
        waiting = Optional.of(written.value());
      }
    }
    if (waiting.isPresent() && !found.isEmpty()) {
      throw new WrongUsage("--output " + waiting.get() + " has no --format", HINT);
    }
    if (found.isEmpty()) {
      found.add(new Destination(OutputFormat.TEXT, waiting));
    }
    if (found.stream().filter(one -> one.file().isEmpty()).count() > 1) {
      throw new WrongUsage("only one report can go to standard output", HINT);
    }
    return found;
  }

  private static OutputFormat format(String word) {
    return OutputFormat.parse(word)
        .orElseThrow(
            () -> {
              String meant =
                  Names.nearest(word, OutputFormat.words())
                      .map(near -> "did you mean " + near + "? ")
                      .orElse("");
              return new WrongUsage(
                  "unknown format \"" + word + "\"",
                  meant + "the formats are: " + String.join(", ", OutputFormat.words()));
            });
  }
}
