package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Objects of manifests as an API server would send them.
public final class Manifests {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Span NOWHERE = Span.at(0);

  private Manifests() {}

  /// The objects of a text, each with a namespace where its kind has one.
  public static List<Mapping> yaml(String yaml) {
    List<Mapping> objects = new ArrayList<>();
    for (Document document : YamlReader.read(SourceText.of("test.yaml", yaml))) {
      if (document.root().orElse(null) instanceof Mapping mapping && !mapping.entries().isEmpty()) {
        objects.addAll(items(mapping));
      }
    }
    return objects;
  }

  static Mapping one(String yaml) {
    return yaml(yaml).getFirst();
  }

  static Resource resource(Mapping object) {
    return ResourceReader.read(object);
  }

  private static List<Mapping> items(Mapping mapping) {
    List<Mapping> objects = new ArrayList<>();
    if (ResourceReader.kind(mapping).name().equals("List")
        && mapping.get("items").orElse(null) instanceof Sequence items) {
      for (Node item : items.items()) {
        if (item.resolve() instanceof Mapping below) {
          objects.add(placed(below));
        }
      }
    } else {
      objects.add(placed(mapping));
    }
    return objects;
  }

  private static Mapping placed(Mapping object) {
    boolean clusterScoped = ResourceReader.kind(object).isClusterScoped();
    return clusterScoped
        ? object
        : withDefault(object, List.of("metadata"), "namespace", "default");
  }

  /// The object with a text where it says nothing at a path.
  static Mapping withDefault(Mapping object, List<String> path, String key, String value) {
    Optional<Node> there = at(object, path).flatMap(below -> below.get(key));
    return there.isPresent() ? object : with(object, path, key, value);
  }

  /// The object with another value at a path of keys; a null removes it.
  static Mapping with(
      Mapping object,
      List<String> path,
      String key,
      @org.jspecify.annotations.Nullable Object value) {
    if (path.isEmpty()) {
      List<Mapping.Entry> entries = new ArrayList<>();
      for (Mapping.Entry entry : object.entries()) {
        if (!entry.name().equals(Optional.of(key))) {
          entries.add(entry);
        }
      }
      if (value != null) {
        entries.add(new Mapping.Entry(text(key), node(value)));
      }
      return new Mapping(NOWHERE, entries);
    }
    Mapping below = at(object, path.subList(0, 1)).orElseGet(() -> new Mapping(NOWHERE, List.of()));
    return with(
        object, List.of(), path.getFirst(), with(below, path.subList(1, path.size()), key, value));
  }

  private static Optional<Mapping> at(Mapping object, List<String> path) {
    Mapping at = object;
    for (String key : path) {
      if (!(at.get(key).orElse(null) instanceof Mapping below)) {
        return Optional.empty();
      }
      at = below;
    }
    return Optional.of(at);
  }

  private static Scalar text(String value) {
    return new Scalar(
        NOWHERE, value, ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING, Optional.empty());
  }

  private static Node node(Object value) {
    return switch (value) {
      case Node node -> node;
      case Integer number ->
          new Scalar(
              NOWHERE, number.toString(), ScalarStyle.PLAIN, ScalarType.INTEGER, Optional.empty());
      case Map<?, ?> map -> {
        List<Mapping.Entry> entries = new ArrayList<>();
        map.forEach(
            (key, below) -> entries.add(new Mapping.Entry(text(key.toString()), node(below))));
        yield new Mapping(NOWHERE, entries);
      }
      default -> text(value.toString());
    };
  }

  /// The object as JSON text.
  public static String json(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        List<String> parts = new ArrayList<>();
        for (Mapping.Entry entry : mapping.effectiveEntries()) {
          parts.add(quoted(entry.name().orElseThrow()) + ":" + json(entry.value()));
        }
        yield "{" + String.join(",", parts) + "}";
      }
      case Sequence sequence ->
          "[" + String.join(",", sequence.items().stream().map(Manifests::json).toList()) + "]";
      case Alias alias -> json(alias.resolve());
      case Scalar scalar ->
          switch (scalar.type()) {
            case NULL -> "null";
            case BOOLEAN -> scalar.bool().orElseThrow().toString();
            case INTEGER -> scalar.integer().map(String::valueOf).orElse("0");
            case FLOAT -> Double.toString(Double.parseDouble(scalar.value().replace("_", "")));
            case STRING -> quoted(scalar.value());
          };
    };
  }

  static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }
}
