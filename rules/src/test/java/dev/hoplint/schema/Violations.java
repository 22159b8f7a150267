package dev.hoplint.schema;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/// Violations of a text, one line each: `12 WRONG_TYPE …`.
final class Violations {
  private Violations() {}

  static List<String> of(String yaml) {
    SourceText source = SourceText.of("test.yaml", yaml);
    List<String> lines = new ArrayList<>();
    for (SchemaViolation violation : violations(source)) {
      lines.add(
          source.position(violation.span().start()).line()
              + " "
              + violation.kind()
              + " "
              + violation.message());
    }
    return lines;
  }

  static List<SchemaViolation> violations(SourceText source) {
    List<SchemaViolation> violations = new ArrayList<>();
    for (Document document : YamlReader.read(source)) {
      if (document.root().orElseThrow() instanceof Mapping root) {
        violations.addAll(validate(root));
      }
    }
    return violations;
  }

  static List<SchemaViolation> validate(Mapping root) {
    return SchemaValidator.validate(text(root, "apiVersion"), text(root, "kind"), root);
  }

  private static String text(Mapping root, String key) {
    return root.get(key)
        .map(node -> node instanceof Scalar scalar ? scalar.value() : "")
        .orElse("");
  }
}
