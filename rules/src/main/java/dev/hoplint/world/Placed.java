package dev.hoplint.world;

import dev.hoplint.resource.Resource;

/// An object at its place in a world: worlds are ordered by namespace, and in a namespace by when
/// objects came. An object that replaces another takes its place.
///
/// @param order grows with every object that is new
public record Placed(String namespace, long order, Resource resource)
    implements Comparable<Placed> {
  @Override
  public int compareTo(Placed other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : Long.compare(order, other.order);
  }

  // By identity: the hash of an object is that of everything in it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Placed placed
        && placed.resource == resource
        && placed.order == order
        && placed.namespace.equals(namespace);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(order);
  }
}
