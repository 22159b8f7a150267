package dev.hoplint.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A regular expression of a kustomize target, as far as it is read: alternatives of literal text
/// and `.*`. Anything beyond that matches everything, because a patch that is assumed to reach an
/// object only silences findings about it. Time is linear in the pattern for each name.
final class NamePattern {
  private static final String META = "\\.[]{}()*+?^$|";

  private final boolean all;
  private final List<List<String>> alternatives;

  private NamePattern(boolean all, List<List<String>> alternatives) {
    this.all = all;
    this.alternatives = alternatives;
  }

  /// The pattern of a text; an empty one matches everything.
  static NamePattern of(String text) {
    List<List<String>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      String body = alternative.startsWith("^") ? alternative.substring(1) : alternative;
      body = body.endsWith("$") ? body.substring(0, body.length() - 1) : body;
      List<String> literals = List.of(body.split("\\.\\*", -1));
      if (text.isEmpty() || literals.stream().anyMatch(NamePattern::hasMeta)) {
        return new NamePattern(true, List.of());
      }
      alternatives.add(literals);
    }
    return new NamePattern(false, List.copyOf(alternatives));
  }

  /// The pattern that matches one text.
  static NamePattern exactly(String text) {
    return new NamePattern(false, List.of(List.of(text)));
  }

  private static boolean hasMeta(String literal) {
    return literal.chars().anyMatch(c -> META.indexOf(c) >= 0);
  }

  /// The only text it matches, where there is one.
  Optional<String> single() {
    return alternatives.size() == 1 && alternatives.getFirst().size() == 1
        ? Optional.of(alternatives.getFirst().getFirst())
        : Optional.empty();
  }

  boolean matches(String name) {
    return all || alternatives.stream().anyMatch(literals -> matches(name, literals));
  }

  /// Whether the pattern, read as an exact text, is part of the name or the other way round: what a
  /// `namePrefix` in between may have made of it.
  boolean resembles(String name) {
    return matches(name)
        || alternatives.stream()
            .map(literals -> String.join("", literals))
            .anyMatch(literal -> literal.contains(name) || name.contains(literal));
  }

  private static boolean matches(String name, List<String> literals) {
    if (literals.size() == 1) {
      return name.equals(literals.getFirst());
    }
    if (!name.startsWith(literals.getFirst())) {
      return false;
    }
    int at = literals.getFirst().length();
    for (String literal : literals.subList(1, literals.size() - 1)) {
      int found = name.indexOf(literal, at);
      if (found < 0) {
        return false;
      }
      at = found + literal.length();
    }
    return name.length() - at >= literals.getLast().length() && name.endsWith(literals.getLast());
  }
}
