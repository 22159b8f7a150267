package dev.hoplint.webhook.deploy;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The objects of a rendered file, as plain values with sorted keys.
public record Rendered(List<Manifest> all) {
  public static final Path DEPLOY =
      Path.of(System.getProperty("hoplint.root", "."), "webhook", "deploy");

  /// The renderings of the chart and of the example of the base.
  public static final List<String> RENDERINGS =
      List.of(
          "default", "minimal", "everything", "cert-manager", "host-network", "base", "overlay");

  public Rendered {
    all = List.copyOf(all);
  }

  public record Manifest(Map<String, Object> object) {
    public String kind() {
      return text("kind");
    }

    public String name() {
      return text("metadata.name");
    }

    /// The value at a path such as `spec.ports.0.name`; null without one.
    public Object at(String path) {
      Object value = object;
      for (String step : path.split("\\.")) {
        value =
            switch (value) {
              case Map<?, ?> map -> map.get(step);
              case List<?> list -> list.get(Integer.parseInt(step));
              case null, default -> null;
            };
      }
      return value;
    }

    public String text(String path) {
      return String.valueOf(at(path));
    }

    @SuppressWarnings("unchecked") // the test knows what it reads
    public List<Map<String, Object>> maps(String path) {
      Object value = at(path);
      return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
  }

  public static Rendered rendering(String name) {
    return read(DEPLOY.resolve("rendered").resolve(name + ".yaml"));
  }

  public static Rendered read(Path file) {
    return parse(text(file));
  }

  public static Rendered parse(String yaml) {
    List<Manifest> objects = new ArrayList<>();
    for (Document document : YamlReader.read(SourceText.of("manifests.yaml", yaml))) {
      if (document.problem().isPresent()) {
        throw new IllegalStateException(document.problem().get().toString());
      }
      document.root().ifPresent(root -> objects.add(new Manifest(map(value(root)))));
    }
    return new Rendered(objects);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Manifest> of(String kind) {
    return all.stream().filter(one -> one.kind().equals(kind)).toList();
  }

  Optional<Manifest> find(String kind) {
    return of(kind).stream().findFirst();
  }

  /// The only object of a kind.
  public Manifest the(String kind) {
    List<Manifest> found = of(kind);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " objects of kind " + kind);
    }
    return found.getFirst();
  }

  @SuppressWarnings("unchecked") // keys of manifests are texts
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Object value(Node node) {
    return switch (node.resolve()) {
      case Mapping mapping -> {
        Map<String, Object> map = new TreeMap<>();
        mapping
            .effectiveEntries()
            .forEach(entry -> map.put(entry.name().orElseThrow(), value(entry.value())));
        yield map;
      }
      case Sequence sequence -> sequence.items().stream().map(Rendered::value).toList();
      case Scalar scalar ->
          switch (scalar.type()) {
            case INTEGER -> scalar.integer().orElseThrow();
            case BOOLEAN -> scalar.bool().orElseThrow();
            case NULL -> null;
            default -> scalar.value();
          };
      case Alias alias -> throw new IllegalStateException("unresolved alias " + alias);
    };
  }
}
