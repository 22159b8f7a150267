package dev.hoplint.config;

import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.config.Config.ControllerConfig;
import dev.hoplint.config.Config.ExternalWorkload;
import dev.hoplint.config.Config.RuleConfig;
import dev.hoplint.config.Config.Suppression;
import dev.hoplint.config.ConfigSection.Key;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Wildcard;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.YamlReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `.hoplint.yaml`. Never throws: what is wrong becomes a problem with its place, and the
/// rest is read all the same.
public final class ConfigReader {
  static final List<String> PRESETS = List.of("minimal", "recommended", "strict");
  static final List<String> SEVERITIES = List.of("error", "warning", "info", "off");
  private static final List<String> WORLDS = List.of("auto", "closed");

  private final Vocabulary known;
  private final SourceText source;
  private final List<ConfigProblem> problems;

  private ConfigReader(SourceText source, Vocabulary known, List<ConfigProblem> problems) {
    this.source = source;
    this.known = known;
    this.problems = problems;
  }

  /// Reads a configuration file; an empty one is the default configuration.
  public static Config read(SourceText source, Vocabulary known) {
    List<ConfigProblem> problems = new ArrayList<>();
    return new ConfigReader(source, known, problems).config(open(source, problems));
  }

  /// The keys of a file that is not `.hoplint.yaml` but is read by the same rules: one document of
  /// keys and values, none of them twice.
  ///
  /// @param problems takes what is wrong
  public static ConfigSection open(SourceText source, List<ConfigProblem> problems) {
    List<Document> documents = YamlReader.read(source);
    for (Document document : documents) {
      document
          .problem()
          .ifPresent(one -> problems.add(new ConfigProblem(source, one.span(), one.message())));
      for (Document.DuplicateKey twice : document.duplicateKeys()) {
        problems.add(
            new ConfigProblem(
                source, twice.last(), "the key \"" + twice.key() + "\" is written twice"));
      }
    }
    if (documents.size() > 1) {
      problems.add(
          new ConfigProblem(
              source,
              documents.get(1).span(),
              "a configuration file holds one document, this is another one"));
    }
    Optional<Node> root = documents.getFirst().root();
    return root.isEmpty()
        ? ConfigSection.empty(source, problems)
        : ConfigSection.of(source, root.get(), "the configuration", problems);
  }

  /// What such a file shares with `.hoplint.yaml`: `version`, `extends`, `rules` and, as
  /// `controllers`, what `controller` is there. All else is as by default.
  public static Config shared(
      ConfigSection root, SourceText source, Vocabulary known, List<ConfigProblem> problems) {
    ConfigReader reader = new ConfigReader(source, known, problems);
    reader.version(root);
    Config plain = Config.DEFAULT;
    return new Config(
        root.word("extends", PRESETS).orElse(plain.preset()),
        plain.namespace(),
        root.section("controllers").map(reader::controller).orElse(plain.controller()),
        plain.closedWorld(),
        plain.assumeExists(),
        plain.externalWorkloads(),
        plain.exclude(),
        root.section("rules").map(reader::rules).orElse(Map.of()),
        plain.suppressions(),
        List.of());
  }

  private Config config(ConfigSection root) {
    root.knows(
        "version",
        "extends",
        "namespace",
        "controller",
        "world",
        "assumeExists",
        "externalWorkloads",
        "exclude",
        "rules",
        "suppress");
    version(root);
    Config plain = Config.DEFAULT;
    return new Config(
        root.word("extends", PRESETS).orElse(plain.preset()),
        namespace(root, "namespace"),
        root.section("controller").map(this::controller).orElse(plain.controller()),
        root.word("world", WORLDS).orElse("auto").equals("closed"),
        objects(root.texts("assumeExists")),
        root.sections("externalWorkloads").stream().flatMap(one -> external(one).stream()).toList(),
        excludes(root.texts("exclude")),
        root.section("rules").map(this::rules).orElse(Map.of()),
        root.sections("suppress").stream().flatMap(one -> suppression(one).stream()).toList(),
        problems);
  }

  /// Accepted findings, as `suppress` lists them, under another key.
  public static List<Suppression> accepted(
      ConfigSection root,
      String key,
      SourceText source,
      Vocabulary known,
      List<ConfigProblem> problems) {
    ConfigReader reader = new ConfigReader(source, known, problems);
    return root.sections(key).stream().flatMap(one -> reader.suppression(one).stream()).toList();
  }

  private void version(ConfigSection root) {
    root.text("version")
        .filter(text -> !text.value().equals("1"))
        .ifPresent(
            text ->
                text.refuse(
                    "version is 1, not \"" + text.value() + "\" (this hoplint knows no other)"));
  }

  private Optional<String> namespace(ConfigSection section, String key) {
    Optional<ConfigText> text = section.text(key);
    text.filter(one -> !Patterns.isNamespace(one.value()))
        .ifPresent(
            one ->
                one.refuse(
                    "\""
                        + one.value()
                        + "\" cannot be a namespace: lower-case letters, digits and \"-\", 63 at"
                        + " most"));
    return text.map(ConfigText::value);
  }

  private ControllerConfig controller(ConfigSection section) {
    section.knows("default", "classes", "namespaces", "version");
    ControllerConfig plain = ControllerConfig.DEFAULT;
    List<String> defaults = new ArrayList<>(known.controllers());
    defaults.add("auto");
    Map<String, String> classes = new LinkedHashMap<>();
    section
        .section("classes")
        .ifPresent(
            map -> {
              for (Key key : map.keys()) {
                map.word(key.name(), known.controllers())
                    .ifPresent(id -> classes.put(key.name(), id));
              }
            });
    List<String> namespaces = section.texts("namespaces").stream().map(ConfigText::value).toList();
    return new ControllerConfig(
        section.word("default", defaults).orElse(plain.fallback()),
        classes,
        namespaces.isEmpty() ? plain.namespaces() : namespaces,
        section.text("version").map(ConfigText::value).orElse(plain.version()));
  }

  private static List<String> objects(List<ConfigText> texts) {
    return texts.stream().flatMap(text -> object(text).stream()).toList();
  }

  private static Optional<String> object(ConfigText text) {
    Optional<String> pattern = Patterns.object(text.value());
    if (pattern.isEmpty()) {
      text.refuse(
          "\"" + text.value() + "\" names no object: Kind/namespace/name or Kind/name is wanted");
    }
    return pattern;
  }

  private Optional<ExternalWorkload> external(ConfigSection section) {
    section.knows("namespace", "labels").needs("namespace", "labels");
    Optional<String> namespace = section.text("namespace").map(ConfigText::value);
    Optional<ConfigSection> labels = section.section("labels");
    if (namespace.isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ExternalWorkload(namespace.get(), labels.get().pairs()));
  }

  private static List<String> excludes(List<ConfigText> texts) {
    for (ConfigText text : texts) {
      if (text.value().isBlank()) {
        text.refuse("an empty pattern excludes nothing");
      }
    }
    return texts.stream().map(ConfigText::value).filter(text -> !text.isBlank()).toList();
  }

  private Map<String, RuleConfig> rules(ConfigSection section) {
    Map<String, RuleConfig> rules = new LinkedHashMap<>();
    for (Key key : section.keys()) {
      if (!known.rules().contains(key.name())) {
        section.refuse(key, "rule", known.rules());
      } else if (section.isSection(key.name())) {
        section.section(key.name()).ifPresent(one -> rules.put(key.name(), rule(one)));
      } else {
        Optional<String> severity = section.word(key.name(), SEVERITIES);
        severity.ifPresent(
            word -> rules.put(key.name(), new RuleConfig(Optional.of(word), Map.of())));
      }
    }
    return rules;
  }

  private static RuleConfig rule(ConfigSection section) {
    section.knows("severity", "options");
    return new RuleConfig(
        section.word("severity", SEVERITIES),
        section.section("options").map(ConfigSection::pairs).orElse(Map.of()));
  }

  private Optional<Suppression> suppression(ConfigSection section) {
    section.knows("rule", "object", "reason", "until").needs("rule", "reason");
    Optional<ConfigText> rule = section.text("rule");
    rule.filter(text -> known.rules().stream().noneMatch(id -> Wildcard.matches(text.value(), id)))
        .ifPresent(text -> text.refuseUnknown("rule", known.rules()));
    Optional<ConfigText> reason = section.text("reason");
    reason
        .filter(text -> text.value().isBlank())
        .ifPresent(text -> text.refuse("a suppression needs a reason"));
    Optional<ConfigText> object = section.text("object");
    Optional<String> pattern = object.flatMap(ConfigReader::object);
    Optional<LocalDate> until = section.text("until").flatMap(ConfigReader::date);
    if (rule.isEmpty() || reason.isEmpty() || (object.isPresent() && pattern.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Suppression(
            rule.get().value(), pattern, reason.get().value(), until, source, section.span()));
  }

  private static Optional<LocalDate> date(ConfigText text) {
    try {
      return Optional.of(LocalDate.parse(text.value()));
    } catch (DateTimeParseException _) {
      text.refuse("\"" + text.value() + "\" is no date: 2027-01-31 is one");
      return Optional.empty();
    }
  }
}
