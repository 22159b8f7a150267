package dev.hoplint.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects that are deployed together.
///
/// Objects of different sets are never compared with each other; a reference that its own set does
/// not answer is looked up in the parents, nearest first, then in the whole input.
///
/// @param id index of the set in its intake
/// @param name for messages: the folder, file or kustomization
/// @param origin whether the input says so, or the layout of folders suggests it
/// @param namespace what a kustomization's `namespace:` gives every object of the set
/// @param parents ids of the sets around it, nearest first
/// @param openings what may supply absent objects
/// @param suppliedLabels label keys that unrendered layers put on objects or selectors
public record AppliedSet(
    int id,
    String name,
    Origin origin,
    Optional<String> namespace,
    List<Integer> parents,
    List<Opening> openings,
    Set<String> suppliedLabels) {
  public AppliedSet {
    parents = List.copyOf(parents);
    openings = List.copyOf(openings);
    suppliedLabels = Set.copyOf(suppliedLabels);
  }

  /// How it is known that the objects belong together.
  public enum Origin {
    /// One rendered chart or kustomization, the list of an unrendered one, one file, standard input,
    /// a cluster.
    EXPLICIT,
    /// A folder in which no identity occurs twice with different content.
    INFERRED
  }

  /// One explicit set without openings: a single file, standard input, a cluster.
  public static AppliedSet explicit(String name) {
    return new AppliedSet(0, name, Origin.EXPLICIT, Optional.empty(), List.of(), List.of(), Set.of());
  }

  public boolean isExplicit() {
    return origin == Origin.EXPLICIT;
  }

  /// The first opening that may supply the object.
  public Optional<Opening> openingFor(String kind, String wantedNamespace, String name) {
    return openings.stream()
        .filter(opening -> opening.maySupply(kind, wantedNamespace, name))
        .findFirst();
  }
}
