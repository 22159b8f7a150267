package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.Visibility.Sight;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster in memory: what it holds is what the watches show and what a live read gives, unless a
/// test says otherwise.
final class TestCluster implements ClusterState, LiveObjects {
  static final Instant MOMENT = Instant.parse("2026-11-21T08:00:00Z");

  /// What is watched without being asked for.
  static final Set<String> STANDARD =
      Set.of(
          "Service",
          "Namespace",
          "Ingress",
          "IngressClass",
          "Deployment",
          "StatefulSet",
          "DaemonSet");

  /// The same with all that can be asked for.
  static final Set<String> EVERYTHING =
      Set.of(
          "Service",
          "Namespace",
          "Ingress",
          "IngressClass",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "EndpointSlice",
          "NetworkPolicy",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler",
          "ScaledObject",
          "HTTPRoute",
          "Gateway");

  private final Set<String> watched;
  private final Map<String, Mapping> objects = new LinkedHashMap<>();
  private final Map<String, Snapshot.NamespaceState> namespaces = new HashMap<>();
  private final List<ObjectRef> reads = new ArrayList<>();
  private Optional<String> stale = Optional.empty();
  private Optional<LiveObjects> live = Optional.empty();
  private long generation;
  private Optional<Snapshot> known = Optional.empty();

  TestCluster() {
    this(STANDARD);
  }

  TestCluster(Set<String> watched) {
    this.watched = watched;
  }

  static TestCluster of(String yaml) {
    TestCluster cluster = new TestCluster();
    Manifests.yaml(yaml).forEach(cluster::put);
    return cluster;
  }

  TestCluster put(Mapping object) {
    objects.put(key(object), object);
    return changed();
  }

  TestCluster remove(Mapping object) {
    objects.remove(key(object));
    return changed();
  }

  Optional<Mapping> get(Mapping like) {
    return Optional.ofNullable(objects.get(key(like)));
  }

  List<Mapping> objects() {
    return List.copyOf(objects.values());
  }

  TestCluster stale(String why) {
    stale = Optional.of(why);
    return changed();
  }

  TestCluster terminating(String namespace) {
    namespaces.put(namespace, new Snapshot.NamespaceState(true));
    return changed();
  }

  /// Live reads answer something else than what the watches show.
  TestCluster live(LiveObjects other) {
    live = Optional.of(other);
    return this;
  }

  /// What was read live so far.
  List<ObjectRef> reads() {
    return reads;
  }

  private TestCluster changed() {
    generation++;
    known = Optional.empty();
    return this;
  }

  @Override
  public Snapshot snapshot() {
    if (known.isEmpty()) {
      Map<String, Sight> sights = new HashMap<>();
      watched.forEach(kind -> sights.put(kind, Sight.CLOSED));
      World world =
          World.of(
              objects.values().stream().map(Manifests::resource).toList(),
              List.of(AppliedSet.explicit("cluster")),
              new Visibility(Sight.UNWATCHED, sights),
              Assumptions.NONE);
      known = Optional.of(new Snapshot(world, generation, MOMENT, namespaces, watched, stale));
    }
    return known.get();
  }

  @Override
  public Answer get(ObjectRef ref, Duration limit) {
    reads.add(ref);
    if (live.isPresent()) {
      return live.get().get(ref, limit);
    }
    for (Mapping object : objects.values()) {
      Resource resource = Manifests.resource(object);
      if (resource.ref().isSameObject(ref)) {
        return new Answer.Present(resource);
      }
    }
    return new Answer.Gone();
  }

  private static String key(Mapping object) {
    ObjectRef ref = Manifests.resource(object).ref();
    return ref.kind().group() + "/" + ref;
  }
}
