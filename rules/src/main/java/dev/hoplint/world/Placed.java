package dev.hoplint.world;

import dev.hoplint.resource.Resource;
import java.util.Comparator;

/// An object at its place in a world: worlds are ordered by namespace, and in a namespace by when
/// objects came. An object that replaces another takes its place.
///
/// @param order grows with every object that is new
public record Placed(String namespace, long order, Resource resource)
    implements Comparable<Placed> {
  private static final Comparator<Placed> ORDER =
      Comparator.comparing(Placed::namespace).thenComparingLong(Placed::order);

  @Override
  public int compareTo(Placed other) {
    return ORDER.compare(this, other);
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
