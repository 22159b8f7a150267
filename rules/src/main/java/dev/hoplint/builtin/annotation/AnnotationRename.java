package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationTable;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Fix;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.TextEdit;
import java.util.List;
import java.util.Optional;

/// The edit that gives an annotation another name.
final class AnnotationRename {
  private AnnotationRename() {}

  /// Renames the key where the value means something under the new name.
  static Optional<Fix> of(ServedIngress served, Annotations.Written written, String name) {
    boolean fits =
        !served.annotations().has(name)
            && written
                .entry()
                .value()
                .get()
                .filter(value -> served.annotations().takes(name, value))
                .isPresent();
    if (!fits
        || !(written.entry().keyPlace()
            instanceof Place.InText(SourceText source, Span span, var _))) {
      return Optional.empty();
    }
    String key = source.slice(span);
    int at = key.indexOf(AnnotationTable.PREFIX + written.name());
    if (at < 0) {
      return Optional.empty();
    }
    int start = span.start() + at + AnnotationTable.PREFIX.length();
    Span old = new Span(start, start + written.name().length());
    return Optional.of(
        new Fix(
            "rename the annotation to " + name,
            Applicability.UNSAFE,
            source,
            List.of(new TextEdit(old, name))));
  }
}
