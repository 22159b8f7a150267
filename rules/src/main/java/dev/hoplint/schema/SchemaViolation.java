package dev.hoplint.schema;

import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import java.util.List;
import java.util.Objects;

/// One place where an object is not what the API server accepts.
///
/// @param path the field; for a missing one the field that is missing, for an unknown one the
///   unknown key
/// @param span what a person would edit: the value; the key of an unknown field; for a missing
///   field the key of the object that lacks it, or the object's first key
/// @param message one sentence without a period
/// @param candidates known names that an unknown key may stand for, nearest first; the key is then
///   what [#span] covers
public record SchemaViolation(
    Kind kind, FieldPath path, Span span, String message, List<String> candidates) {
  public SchemaViolation {
    Objects.requireNonNull(kind, "kind is null");
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(span, "span is null");
    Objects.requireNonNull(message, "message is null");
    candidates = List.copyOf(candidates);
  }

  /// What is wrong.
  public enum Kind {
    /// The decoder refuses the value: a string where a number belongs, a list where a mapping does.
    WRONG_TYPE,
    /// A field without which validation fails.
    MISSING_REQUIRED,
    /// A key that this Kubernetes version does not know.
    UNKNOWN_FIELD,
    /// The type is right, the value is outside its enum, range or format.
    NOT_ALLOWED_VALUE
  }
}
