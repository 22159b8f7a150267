package dev.hoplint.engine;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Findings that are known and do not count: the `findings` of a JSON report of version 1, of which
/// only the fingerprints matter.
public record Baseline(List<Entry> entries) {
  public static final Baseline EMPTY = new Baseline(List.of());

  public Baseline {
    entries = List.copyOf(entries);
  }

  /// A known finding.
  ///
  /// @param rule the rule's id; empty where the file does not say it
  public record Entry(String rule, String fingerprint, SourceText source, Span span) {}

  /// Reads a baseline file; empty when it is none.
  public static Optional<Baseline> read(SourceText source) {
    List<Document> documents = YamlReader.read(source);
    Optional<Node> root = documents.getFirst().root();
    boolean readable =
        documents.size() == 1
            && root.orElse(null) instanceof Mapping mapping
            && mapping.get("version").filter(version -> isOne(version)).isPresent();
    if (!readable || !(root.orElse(null) instanceof Mapping report)) {
      return Optional.empty();
    }
    if (!(report.get("findings").orElse(null) instanceof Sequence findings)) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (Node item : findings.items()) {
      if (item instanceof Mapping finding && text(finding, "fingerprint").isPresent()) {
        entries.add(
            new Entry(
                text(finding, "rule").orElse(""),
                text(finding, "fingerprint").get(),
                source,
                finding.span()));
      }
    }
    return Optional.of(new Baseline(entries));
  }

  private static boolean isOne(Node version) {
    return version instanceof Scalar scalar && scalar.value().equals("1");
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return mapping
        .get(key)
        .flatMap(
            node -> node instanceof Scalar scalar ? Optional.of(scalar.value()) : Optional.empty());
  }
}
