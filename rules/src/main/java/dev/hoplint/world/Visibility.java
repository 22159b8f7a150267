package dev.hoplint.world;

import java.util.Map;

/// How much of the world the input shows, per kind.
///
/// @param other what holds for kinds that are not listed
/// @param kinds kind name → sight
public record Visibility(Sight other, Map<String, Sight> kinds) {
  public Visibility {
    kinds = Map.copyOf(kinds);
  }

  /// What the absence of an object of a kind means.
  public enum Sight {
    /// Decided per reference: missing where the set shows such objects and nothing could supply it.
    AUTO,
    /// Everything that exists is in the input.
    CLOSED,
    /// Nobody looked.
    UNWATCHED
  }

  public static Visibility auto() {
    return new Visibility(Sight.AUTO, Map.of());
  }

  public static Visibility closed() {
    return new Visibility(Sight.CLOSED, Map.of());
  }

  public Sight of(String kind) {
    return kinds.getOrDefault(kind, other);
  }
}
