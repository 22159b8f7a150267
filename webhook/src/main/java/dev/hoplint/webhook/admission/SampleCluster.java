package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A cluster that consists of what some reviews create: something to run over before there is a
/// real one.
public final class SampleCluster implements ClusterState {
  private final Snapshot snapshot;

  private SampleCluster(List<Resource> objects, Set<String> kinds) {
    Map<String, Visibility.Sight> sight =
        kinds.stream().collect(Collectors.toMap(kind -> kind, _ -> Visibility.Sight.CLOSED));
    World world =
        World.of(
            objects,
            List.of(AppliedSet.explicit("cluster")),
            new Visibility(Visibility.Sight.UNWATCHED, sight),
            Assumptions.NONE);
    snapshot = new Snapshot(world, 1, Instant.EPOCH, Map.of(), kinds, Optional.empty());
  }

  /// @param creations bodies of reviews
  /// @param kinds the names of those that count as watched
  /// @throws IllegalArgumentException where one creates nothing
  public static SampleCluster of(List<byte[]> creations, Set<String> kinds) {
    ReviewCodec codec = new ReviewCodec();
    return new SampleCluster(
        creations.stream().map(body -> created(codec.decode(body))).toList(), kinds);
  }

  private static Resource created(Decoded decoded) {
    if (decoded instanceof Decoded.Readable(Review review) && review.object().isPresent()) {
      return ResourceReader.read(review.object().get());
    }
    throw new IllegalArgumentException("the review creates nothing: " + decoded);
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }
}
