package dev.hoplint.builtin;

import dev.hoplint.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rule's page, `rules/docs/<id>.md`, by its headings.
record RulePage(String title, Map<String, String> sections) {
  static final List<String> HEADINGS =
      List.of("What it finds", "Why it breaks", "Example", "Fix", "When to allow it");

  static RulePage read(Path file) {
    String title = "";
    String heading = "";
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    boolean fenced = false;
    for (String line : TestData.read(file).lines().toList()) {
      fenced ^= line.startsWith("```");
      if (!fenced && line.startsWith("# ")) {
        title = line.substring(2).strip();
      } else if (!fenced && line.startsWith("## ")) {
        heading = line.substring(3).strip();
        sections.put(heading, new StringBuilder());
      } else if (sections.containsKey(heading)) {
        sections.get(heading).append(line).append('\n');
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach((name, text) -> texts.put(name, text.toString()));
    return new RulePage(title, texts);
  }

  /// The first YAML fence of a section.
  Optional<String> yaml(String heading) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : sections.getOrDefault(heading, "").lines().toList()) {
      if (!inside && line.startsWith("```yaml")) {
        inside = true;
      } else if (inside && line.startsWith("```")) {
        return Optional.of(String.join("\n", lines) + "\n");
      } else if (inside) {
        lines.add(line);
      }
    }
    return Optional.empty();
  }
}
