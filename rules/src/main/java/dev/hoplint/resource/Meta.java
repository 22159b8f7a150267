package dev.hoplint.resource;

import java.util.Optional;

/// What every object has: identity, labels, annotations, and where it comes from.
///
/// @param place the whole object
/// @param name `metadata.name`
/// @param namespace `metadata.namespace` as it is written
/// @param file the file's path; empty for objects of a cluster
/// @param set index of the applied set
/// @param patchedBy the unrendered layer that may change the object in ways that matter for routing
public record Meta(
    ObjectRef ref,
    Place place,
    Field<String> name,
    Field<String> namespace,
    StringMap labels,
    StringMap annotations,
    String file,
    int set,
    Optional<String> patchedBy) {

  /// Where a finding about the object as a whole points: its name.
  public Place namePlace() {
    return name.place();
  }
}
