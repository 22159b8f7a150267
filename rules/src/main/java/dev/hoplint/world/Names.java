package dev.hoplint.world;

import dev.hoplint.text.NearestName;
import java.util.List;
import java.util.Optional;

/// The nearest of several names, for "did you mean".
public final class Names {
  private Names() {}

  /// The candidate that is most likely meant; empty where nothing comes near.
  public static Optional<String> nearest(String name, List<String> candidates) {
    return NearestName.of(name, candidates);
  }

  /// Edits (insert, delete, replace, swap of neighbours) between two short texts.
  public static int distance(String one, String other) {
    return NearestName.distance(one, other);
  }
}
