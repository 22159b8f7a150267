package dev.hoplint.config;

import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One mapping of a configuration file; whoever asks for a value gets it in the wanted type, or
/// nothing and a problem is noted.
public final class ConfigSection {
  private final SourceText source;
  private final Mapping mapping;
  private final String what;
  private final List<ConfigProblem> problems;

  private ConfigSection(
      SourceText source, Mapping mapping, String what, List<ConfigProblem> problems) {
    this.source = source;
    this.mapping = mapping;
    this.what = what;
    this.problems = problems;
  }

  /// A written key with its place.
  public record Key(String name, Span span) {}

  static ConfigSection empty(SourceText source, List<ConfigProblem> problems) {
    return new ConfigSection(source, new Mapping(Span.at(0), List.of()), "", problems);
  }

  /// A section of a node; a node that is no mapping is a problem and an empty section.
  static ConfigSection of(SourceText source, Node node, String what, List<ConfigProblem> problems) {
    if (node.resolve() instanceof Mapping mapping) {
      return new ConfigSection(source, mapping, what, problems);
    }
    problems.add(
        new ConfigProblem(source, node.span(), what + " is keys and values, not " + kind(node)));
    return empty(source, problems);
  }

  /// Where it is written.
  public Span span() {
    return mapping.span();
  }

  /// Notes every key that is not among the known ones.
  public ConfigSection knows(String... names) {
    List<String> known = List.of(names);
    for (Key key : keys()) {
      if (!known.contains(key.name())) {
        refuse(key, "key", known);
      }
    }
    return this;
  }

  /// Notes every key that is not written.
  public ConfigSection needs(String... names) {
    for (String name : names) {
      if (mapping.get(name).isEmpty()) {
        problems.add(
            new ConfigProblem(source, mapping.span(), "\"" + name + "\" is missing in " + what));
      }
    }
    return this;
  }

  /// Notes a key that is not among those that exist.
  ///
  /// @param sort the sort of name: `rule`
  public void refuse(Key key, String sort, List<String> known) {
    new ConfigText(key.name(), key.span(), source, problems).refuseUnknown(sort, known);
  }

  /// All written keys, in order.
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (Mapping.Entry entry : mapping.effectiveEntries()) {
      entry.name().ifPresent(name -> keys.add(new Key(name, entry.key().span())));
    }
    return keys;
  }

  /// A written value; a null counts as nothing.
  private Optional<Node> value(String key) {
    return mapping.get(key).filter(node -> !(node instanceof Scalar scalar && scalar.isNull()));
  }

  /// Whether a key holds keys and values.
  public boolean isSection(String key) {
    return value(key).filter(Mapping.class::isInstance).isPresent();
  }

  /// A value that is keys and values.
  public Optional<ConfigSection> section(String key) {
    return value(key).map(node -> of(source, node, "\"" + key + "\"", problems));
  }

  /// A list of sections.
  public List<ConfigSection> sections(String key) {
    List<ConfigSection> sections = new ArrayList<>();
    for (Node item : items(key)) {
      sections.add(of(source, item, "an entry of \"" + key + "\"", problems));
    }
    return sections;
  }

  /// A value that is one text, number or word.
  public Optional<ConfigText> text(String key) {
    return value(key).flatMap(node -> text(node, "\"" + key + "\""));
  }

  /// A list of texts.
  public List<ConfigText> texts(String key) {
    List<ConfigText> texts = new ArrayList<>();
    for (Node item : items(key)) {
      text(item, "an entry of \"" + key + "\"").ifPresent(texts::add);
    }
    return texts;
  }

  /// A value that is one of several words.
  public Optional<String> word(String key, List<String> words) {
    Optional<ConfigText> text = text(key);
    if (text.isPresent() && !words.contains(text.get().value())) {
      text.get().refuseUnknown("value of \"" + key + "\":", words);
      return Optional.empty();
    }
    return text.map(ConfigText::value);
  }

  /// All pairs as texts; the items of a list are joined by line ends.
  public Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Key key : keys()) {
      if (value(key.name()).orElse(null) instanceof Sequence) {
        List<String> items = texts(key.name()).stream().map(ConfigText::value).toList();
        pairs.put(key.name(), String.join("\n", items));
      } else {
        text(key.name()).ifPresent(text -> pairs.put(key.name(), text.value()));
      }
    }
    return pairs;
  }

  private List<Node> items(String key) {
    Optional<Node> found = value(key);
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    problems.add(
        new ConfigProblem(
            source, found.get().span(), "\"" + key + "\" is a list, not " + kind(found.get())));
    return List.of();
  }

  private Optional<ConfigText> text(Node node, String name) {
    if (node.resolve() instanceof Scalar scalar && !scalar.isNull()) {
      return Optional.of(new ConfigText(scalar.value(), node.span(), source, problems));
    }
    problems.add(
        new ConfigProblem(source, node.span(), name + " is a single value, not " + kind(node)));
    return Optional.empty();
  }

  private static String kind(Node node) {
    return switch (node.resolve()) {
      case Mapping _ -> "keys and values";
      case Sequence _ -> "a list";
      case Scalar scalar -> scalar.isNull() ? "nothing" : "a single value";
      case dev.hoplint.yaml.Alias _ -> "an alias";
    };
  }
}
