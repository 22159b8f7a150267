package dev.hoplint.cluster;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cluster as it is known now.
@FunctionalInterface
public interface ClusterState {
  /// Never blocks; each call may return a younger snapshot.
  Snapshot snapshot();

  /// Nobody watches: an empty world in which every kind is unwatched.
  static ClusterState unwatched() {
    World empty =
        World.of(
            List.of(),
            List.of(AppliedSet.explicit("cluster")),
            new Visibility(Visibility.Sight.UNWATCHED, Map.of()),
            Assumptions.NONE);
    Snapshot nothing =
        new Snapshot(
            empty,
            0,
            Instant.EPOCH,
            Map.of(),
            Set.of(),
            Optional.of("no cluster is watched (standalone)"));
    return () -> nothing;
  }
}
