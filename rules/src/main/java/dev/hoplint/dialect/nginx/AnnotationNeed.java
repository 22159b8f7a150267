package dev.hoplint.dialect.nginx;

import java.util.List;

/// What an annotation does nothing without.
///
/// @param anyOf one of these must be set
/// @param read whether the annotation is not even validated without it
public record AnnotationNeed(List<Other> anyOf, boolean read) {
  public AnnotationNeed {
    anyOf = List.copyOf(anyOf);
  }

  /// @param name the other annotation, without prefix
  /// @param value the value it must have; empty for any
  public record Other(String name, String value) {
    @Override
    public String toString() {
      return value.isEmpty() ? name : name + ": \"" + value + "\"";
    }
  }

  /// Reads `read auth-url`, `effect limit-rps|limit-rpm`, `effect enable-cors=true`.
  static AnnotationNeed parse(String text) {
    int space = text.indexOf(' ');
    List<Other> others =
        List.of(text.substring(space + 1).split("\\|", -1)).stream()
            .map(
                one -> {
                  int equals = one.indexOf('=');
                  return equals < 0
                      ? new Other(one, "")
                      : new Other(one.substring(0, equals), one.substring(equals + 1));
                })
            .toList();
    return new AnnotationNeed(others, text.startsWith("read "));
  }

  /// `auth-url`, `limit-rps or limit-rpm`, for messages.
  @Override
  public String toString() {
    return String.join(" or ", anyOf.stream().map(Other::toString).toList());
  }
}
