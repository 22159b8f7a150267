package dev.hoplint.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Objects that are deployed together.
///
/// Objects of different sets are never compared with each other; a reference that its own set does
/// not answer is looked up in the parents, nearest first, then in the whole input.
///
/// @param id index of the set in its intake
/// @param name for messages: the folder, file or kustomization
/// @param origin whether the input says so, or the layout of folders suggests it
/// @param namespace what kustomizations give every object of the set, where they give all the same;
///   [ManifestDocument#namespace()] says it for each object
/// @param parents ids of the sets around it, nearest first
/// @param openings what may supply absent objects: what lies in the set, in the sets around it and
///   in the layers above it
/// @param elsewhere what may supply objects of a certain namespace from anywhere in the input; one
///   list, shared by all sets
/// @param suppliedLabels label keys that unrendered layers put on objects or selectors
public record AppliedSet(
    int id,
    String name,
    Origin origin,
    Optional<String> namespace,
    List<Integer> parents,
    List<Opening> openings,
    List<Opening> elsewhere,
    Set<String> suppliedLabels) {
  public AppliedSet {
    parents = List.copyOf(parents);
    openings = List.copyOf(openings);
    elsewhere = List.copyOf(elsewhere);
    suppliedLabels = Set.copyOf(suppliedLabels);
  }

  /// How it is known that the objects belong together.
  public enum Origin {
    /// One rendered chart or kustomization, the list of an unrendered one, one file, standard
    /// input, a cluster.
    EXPLICIT,
    /// A folder in which no identity occurs twice with different content.
    INFERRED
  }

  /// One explicit set without openings: a single file, standard input, a cluster.
  public static AppliedSet explicit(String name) {
    return new AppliedSet(
        0, name, Origin.EXPLICIT, Optional.empty(), List.of(), List.of(), List.of(), Set.of());
  }

  /// The same set with one more opening.
  AppliedSet openedBy(Opening opening) {
    List<Opening> more = new ArrayList<>(openings);
    more.add(opening);
    return new AppliedSet(id, name, origin, namespace, parents, more, elsewhere, suppliedLabels);
  }

  public boolean isExplicit() {
    return origin == Origin.EXPLICIT;
  }

  /// The first opening that may supply the object; an empty name asks for any object of the kind.
  public Optional<Opening> openingFor(String kind, String wantedNamespace, String name) {
    return first(opening -> opening.maySupply(kind, wantedNamespace, name));
  }

  /// The first opening that may supply pods (or other objects) with these labels.
  public Optional<Opening> openingForLabels(
      String kind, String wantedNamespace, Map<String, String> labels) {
    return first(opening -> opening.maySupplyLabels(kind, wantedNamespace, labels));
  }

  private Optional<Opening> first(Predicate<Opening> supplies) {
    for (List<Opening> list : List.of(openings, elsewhere)) {
      for (Opening opening : list) {
        if (supplies.test(opening)) {
          return Optional.of(opening);
        }
      }
    }
    return Optional.empty();
  }
}
