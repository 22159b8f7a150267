package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.config.Config.ControllerConfig;
import dev.hoplint.config.ConfigReader;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.engine.Baseline;
import dev.hoplint.rule.Rule;
import dev.hoplint.text.NearestName;
import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Wildcard;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of a run: the file, found upwards from the working directory, and what the
/// command line says over it.
final class Configuration {
  static final String FILE = ".hoplint.yaml";

  private static final String HINT = "\"hoplint rules\" lists the rules";

  private final Config config;
  private final Path folder;
  private final Baseline baseline;

  private Configuration(Config config, Path folder, Baseline baseline) {
    this.config = config;
    this.folder = folder;
    this.baseline = baseline;
  }

  /// @throws WrongUsage when a file cannot be read or used; its problems have been printed
  static Configuration load(LintOptions options, Shell shell) {
    List<String> rules = ruleIds();
    checkRules("--rule", options.only(), rules);
    checkRules("--skip", options.skip(), rules);
    Optional<Found> file = options.noConfig() ? Optional.empty() : find(options, shell);
    Config config = file.map(one -> read(one, shell)).orElse(Config.DEFAULT);
    Path here = shell.directory().toAbsolutePath().normalize();
    return new Configuration(
        withOptions(config, options),
        file.map(one -> one.path().toAbsolutePath().normalize().getParent()).orElse(here),
        options.baseline().map(name -> baseline(name, shell)).orElse(Baseline.EMPTY));
  }

  Config config() {
    return config;
  }

  /// Findings that are known.
  Baseline baseline() {
    return baseline;
  }

  /// Whether an argument is a folder that holds everything the configuration is about: the folder
  /// that the file lies in, or the working directory.
  boolean isWithin(List<String> paths, Shell shell) {
    for (String path : paths) {
      Optional<Path> argument = shell.path(path);
      if (argument.isPresent() && folder.startsWith(argument.get().toAbsolutePath().normalize())) {
        return true;
      }
    }
    return false;
  }

  private static Baseline baseline(String name, Shell shell) {
    String text = text(new Found(name, shell.resolve(name)), "baseline");
    return Baseline.read(SourceText.of(name, text))
        .orElseThrow(
            () ->
                new WrongUsage(
                    "the baseline " + name + " is no JSON report of version 1",
                    "\"hoplint lint --format json --severity info -o FILE\" writes one"));
  }

  private static Config withOptions(Config file, LintOptions options) {
    Config config = file;
    if (options.namespace().isPresent()) {
      config = config.withNamespace(options.namespace().get());
    }
    if (options.closedWorld()) {
      config = config.withClosedWorld();
    }
    if (!options.controllers().isEmpty()) {
      config = config.withController(controller(config.controller(), options.controllers()));
    }
    if (options.kubernetesVersion().isPresent()) {
      config =
          config.withOption("removed-api-version", "target", options.kubernetesVersion().get());
    }
    return config;
  }

  static List<String> ruleIds() {
    List<String> ids = new ArrayList<>();
    for (Rule rule : BuiltInRules.all()) {
      ids.add(rule.meta().id());
    }
    return ids;
  }

  private static Vocabulary vocabulary() {
    return new Vocabulary(ruleIds(), Dialects.all().stream().map(Dialect::id).toList());
  }

  private static void checkRules(String option, List<String> patterns, List<String> ids) {
    for (String pattern : patterns) {
      if (ids.stream().noneMatch(id -> Wildcard.matches(pattern, id))) {
        String meant =
            NearestName.of(pattern, ids).map(id -> "did you mean \"" + id + "\"? ").orElse("");
        throw new WrongUsage(option + " names no rule: \"" + pattern + "\"", meant + HINT);
      }
    }
  }

  private static Optional<Found> find(LintOptions options, Shell shell) {
    return options.config().isPresent()
        ? options.config().map(name -> new Found(name, shell.resolve(name)))
        : search(shell);
  }

  /// A file with the name that is printed.
  private record Found(String name, Path path) {}

  private static Optional<Found> search(Shell shell) {
    String name = FILE;
    Path folder = shell.directory().toAbsolutePath();
    while (folder != null) {
      Path file = folder.resolve(FILE);
      if (Files.exists(file)) {
        return Optional.of(new Found(name, file));
      }
      folder = folder.getParent();
      name = "../" + name;
    }
    return Optional.empty();
  }

  private static Config read(Found found, Shell shell) {
    String text = text(found, "configuration");
    Config config = ConfigReader.read(SourceText.of(found.name(), text), vocabulary());
    if (config.isUsable()) {
      return config;
    }
    for (ConfigProblem problem : config.problems()) {
      Position at = problem.source().position(problem.span().start());
      shell
          .err()
          .println(found.name() + ":" + at.line() + ":" + at.column() + ": " + problem.message());
    }
    throw new WrongUsage("the configuration " + found.name() + " cannot be used", "");
  }

  private static String text(Found found, String what) {
    try {
      return Files.readString(found.path());
    } catch (CharacterCodingException _) {
      throw new WrongUsage("the " + what + " " + found.name() + " is not UTF-8 text", "");
    } catch (IOException e) {
      throw new WrongUsage(
          "cannot read the " + what + " " + found.name() + ": " + Output.reason(e), "");
    }
  }

  private static ControllerConfig controller(ControllerConfig config, List<String> written) {
    Map<String, String> classes = new HashMap<>(config.classes());
    String fallback = config.fallback();
    for (String one : written) {
      int equals = one.indexOf('=');
      String id = checkedController(one.substring(equals + 1));
      if (equals < 0) {
        fallback = id;
      } else {
        classes.put(one.substring(0, equals), id);
      }
    }
    return new ControllerConfig(fallback, classes, config.namespaces(), config.version());
  }

  private static String checkedController(String id) {
    List<String> known = Dialects.all().stream().map(Dialect::id).toList();
    if (!known.contains(id) && !id.equals("auto")) {
      throw new WrongUsage(
          "unknown controller \"" + id + "\"",
          NearestName.of(id, known).map(near -> "did you mean \"" + near + "\"? ").orElse("")
              + "the controllers are: "
              + String.join(", ", known));
    }
    return id;
  }
}
