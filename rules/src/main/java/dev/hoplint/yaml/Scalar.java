package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.Optional;

/// A scalar as it is written.
///
/// @param value the content: escapes and folding resolved, not typed
/// @param type what the API server's decoder makes of it; quoted scalars are strings
/// @param tag an explicit tag such as `!!str`, expanded to its full form
public record Scalar(
    Span span, String value, ScalarStyle style, ScalarType type, Optional<String> tag)
    implements Node {

  public boolean isPlain() {
    return style == ScalarStyle.PLAIN && tag.isEmpty();
  }

  public boolean isNull() {
    return type == ScalarType.NULL;
  }

  public boolean isString() {
    return type == ScalarType.STRING;
  }

  /// The value of an integer scalar that fits a `long`: decimal, `0x`, `0o`, `0b`, leading-zero
  /// octal, with `_` and sign.
  public Optional<Long> integer() {
    return type == ScalarType.INTEGER ? ScalarTyping.integer(value) : Optional.empty();
  }

  /// The value of a boolean scalar, YAML 1.1 words included.
  public Optional<Boolean> bool() {
    return type == ScalarType.BOOLEAN ? Optional.of(ScalarTyping.isTrue(value)) : Optional.empty();
  }
}
