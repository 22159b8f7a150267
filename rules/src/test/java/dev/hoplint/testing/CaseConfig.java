package dev.hoplint.testing;

import dev.hoplint.config.Config;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of a case folder, strict unless it says otherwise.
public final class CaseConfig {
  private CaseConfig() {}

  public static Config of(Path folder) {
    Path file = folder.resolve(".hoplint.yaml");
    if (!Files.exists(file)) {
      return Lint.strict();
    }
    Document document = YamlReader.read(SourceText.of(".hoplint.yaml", TestData.read(file))).getFirst();
    Mapping root = (Mapping) document.root().orElseThrow();
    Map<String, Config.RuleConfig> rules = new HashMap<>();
    if (root.get("rules").orElse(null) instanceof Mapping written) {
      for (Mapping.Entry entry : written.entries()) {
        rules.put(entry.name().orElseThrow(), rule(entry.value()));
      }
    }
    List<String> assume =
        root.get("assumeExists").orElse(null) instanceof Sequence list
            ? list.items().stream().map(CaseConfig::text).toList()
            : List.of();
    List<Config.ExternalWorkload> external =
        root.get("externalWorkloads").orElse(null) instanceof Sequence list
            ? list.items().stream().map(item -> external((Mapping) item)).toList()
            : List.of();
    Map<String, String> classes = new HashMap<>();
    if (root.get("controller").orElse(null) instanceof Mapping controller
        && controller.get("classes").orElse(null) instanceof Mapping written) {
      written.entries().forEach(entry -> classes.put(entry.name().orElseThrow(), text(entry.value())));
    }
    return new Config(
        "strict",
        root.get("namespace").map(CaseConfig::text),
        new Config.ControllerConfig("auto", classes, List.of("ingress-nginx"), "1.15"),
        root.get("world").map(CaseConfig::text).equals(Optional.of("closed")),
        assume,
        external,
        List.of(),
        rules,
        List.of(),
        List.of());
  }

  private static Config.RuleConfig rule(Node node) {
    if (!(node instanceof Mapping written)) {
      return new Config.RuleConfig(Optional.of(text(node)), Map.of());
    }
    Map<String, String> options = new HashMap<>();
    if (written.get("options").orElse(null) instanceof Mapping map) {
      for (Mapping.Entry entry : map.entries()) {
        options.put(entry.name().orElseThrow(), text(entry.value()));
      }
    }
    return new Config.RuleConfig(written.get("severity").map(CaseConfig::text), options);
  }

  private static Config.ExternalWorkload external(Mapping item) {
    Map<String, String> labels = new HashMap<>();
    Mapping written = (Mapping) item.get("labels").orElseThrow();
    written.entries().forEach(entry -> labels.put(entry.name().orElseThrow(), text(entry.value())));
    return new Config.ExternalWorkload(text(item.get("namespace").orElseThrow()), labels);
  }

  private static String text(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Sequence list -> String.join("\n", list.items().stream().map(CaseConfig::text).toList());
      default -> throw new IllegalArgumentException("not a text: " + node);
    };
  }
}
