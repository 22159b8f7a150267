package dev.hoplint.cluster;

import dev.hoplint.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What is known of the cluster at one moment. Immutable: a request that holds one sees one world
/// from its beginning to its end.
///
/// @param world watched kinds are closed in its visibility, all others unwatched
/// @param generation grows with every change of the world
/// @param takenAt when the youngest change came in, or when the watches last proved alive
/// @param namespaces what is known of namespaces, by name
/// @param watched the kinds that are watched and were listed, by kind name
/// @param stale why the world may have moved on unseen; empty when it is to be trusted
public record Snapshot(
    World world,
    long generation,
    Instant takenAt,
    Map<String, NamespaceState> namespaces,
    Set<String> watched,
    Optional<String> stale) {
  public Snapshot {
    Objects.requireNonNull(world, "world is null");
    watched = Set.copyOf(watched);
  }

  /// @param terminating whether it is being deleted
  public record NamespaceState(boolean terminating) {}

  public boolean isFresh() {
    return stale.isEmpty();
  }
}
