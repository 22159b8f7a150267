package dev.hoplint.intake;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A regular expression of a kustomize target, which has to match a whole name. It runs on a
/// linear-time engine; one that is no regular expression matches everything, because a patch that
/// is assumed to reach an object only silences findings about it.
final class NamePattern {
  private static final String META = "\\.[]{}()*+?^$|";
  private static final NamePattern EVERYTHING = new NamePattern(null, _ -> true);

  private final @Nullable String literal;
  private final Predicate<String> pattern;

  private NamePattern(@Nullable String literal, Predicate<String> pattern) {
    this.literal = literal;
    this.pattern = pattern;
  }

  /// The pattern of a text; an empty one matches everything.
  static NamePattern of(String text) {
    if (text.isEmpty()) {
      return EVERYTHING;
    }
    if (text.chars().noneMatch(c -> META.indexOf(c) >= 0)) {
      return exactly(text);
    }
    try {
      Pattern compiled = Pattern.compile("^(?:" + text + ")$");
      return new NamePattern(null, compiled::matches);
    } catch (PatternSyntaxException _) {
      return EVERYTHING;
    }
  }

  /// The pattern that matches one text.
  static NamePattern exactly(String text) {
    return new NamePattern(text, text::equals);
  }

  /// The only text it matches, where there is one.
  Optional<String> single() {
    return Optional.ofNullable(literal);
  }

  boolean matches(String name) {
    return pattern.test(name);
  }

  /// Whether it may mean an object that some layer renames: the pattern may be written for the name
  /// with its prefix.
  boolean resembles(String name) {
    return literal == null || literal.contains(name) || name.contains(literal);
  }
}
