package dev.hoplint.cluster;

import dev.hoplint.cluster.ClusterObjects.Read;
import dev.hoplint.cluster.Snapshot.NamespaceState;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The world of the cluster, kept by one thread from what the reflectors tell, and published by one
/// write. Nothing is published before every kind was listed, or is off: whoever sees a world sees
/// all of it.
final class ClusterIndex implements Reflector.Sink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterIndex.class);

  /// Reflectors wait when so many changes do: the API server's buffers are larger than ours.
  private static final int QUEUE = 20_000;

  private static final int BATCH = 4_000;

  /// @param listed the kinds that are in the world whole
  record Indexed(
      World world, long generation, Map<String, NamespaceState> namespaces, Set<String> listed) {}

  private sealed interface Change {
    Reflector from();

    /// @param shown is told when the published world shows it
    record Listed(Reflector from, List<Read> objects, CountDownLatch shown) implements Change {}

    record Changed(Reflector from, Read object) implements Change {}

    record Removed(Reflector from, Read object) implements Change {}

    /// @param shown as above
    record Off(Reflector from, CountDownLatch shown) implements Change {}
  }

  private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Assumptions assumptions;
  private final Set<String> kinds;
  private final Thread thread;

  /// What there is, by kind and key. Touched by the thread only, like all below.
  private final Map<String, Map<String, Read>> objects = new HashMap<>();

  private final Set<String> listed = new TreeSet<>();
  private final Set<String> off = new TreeSet<>();
  private final Set<String> cut = new HashSet<>();
  private final Map<String, Resource> put = new LinkedHashMap<>();
  private final Map<String, Resource> gone = new LinkedHashMap<>();
  private boolean sightChanged;

  private volatile Set<Reflector> followed = Set.of();
  private volatile Optional<Indexed> published = Optional.empty();
  private volatile boolean busy;
  private volatile int cutCount;

  ClusterIndex(WatchedKinds kinds, Assumptions assumptions) {
    this.kinds = kinds.all().stream().map(WatchedKind::kind).collect(Collectors.toSet());
    this.assumptions = assumptions;
    thread = Thread.ofPlatform().daemon().name("cluster-index").start(this::run);
  }

  /// From now on only these are listened to.
  void follow(Collection<Reflector> reflectors) {
    followed = Set.copyOf(reflectors);
  }

  /// Empty until everything was listed once.
  Optional<Indexed> published() {
    return published;
  }

  /// How many changes are not in the published world.
  long waiting() {
    return queue.size() + (busy ? 1L : 0L);
  }

  /// How many objects are too large to be known whole.
  int cut() {
    return cutCount;
  }

  /// Waits until the published world shows it: what was listed counts as known from then on, and
  /// after a long outage the world before it is far from the truth.
  @Override
  public void listed(Reflector from, List<Read> all) {
    CountDownLatch shown = new CountDownLatch(1);
    add(new Change.Listed(from, all, shown));
    await(shown);
  }

  @Override
  public void changed(Reflector from, Read object) {
    add(new Change.Changed(from, object));
  }

  @Override
  public void removed(Reflector from, Read object) {
    add(new Change.Removed(from, object));
  }

  /// Waits, too: what is off makes nothing stale, and must not be seen any more.
  @Override
  public void off(Reflector from) {
    CountDownLatch shown = new CountDownLatch(1);
    add(new Change.Off(from, shown));
    await(shown);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void add(Change change) {
    try {
      queue.put(change);
    } catch (InterruptedException e) {
      // Only a reflector that is being closed is interrupted: nobody listens to it any more.
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Change> batch = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        batch.add(queue.take());
        busy = true;
        queue.drainTo(batch, BATCH);
        batch.forEach(this::apply);
        publish();
        cutCount = cut.size();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // Without this thread the world would stand still, and nobody would call it stale.
        LOG.atError().setCause(e).log("the index is made anew");
        startOver(batch);
      } finally {
        batch.forEach(ClusterIndex::shown);
        batch.clear();
        busy = false;
      }
    }
  }

  private static void shown(Change change) {
    switch (change) {
      case Change.Listed listing -> listing.shown().countDown();
      case Change.Off off -> off.shown().countDown();
      case Change.Changed _, Change.Removed _ -> {}
    }
  }

  private static void await(CountDownLatch shown) {
    try {
      shown.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A change that cannot be followed leaves nothing half done: the kinds are listed again, and the
  /// world is made of them.
  private void startOver(List<Change> batch) {
    put.clear();
    gone.clear();
    sightChanged = true;
    batch.stream().map(Change::from).distinct().forEach(Reflector::relist);
  }

  private void apply(Change change) {
    if (!followed.contains(change.from())) {
      return;
    }
    String kind = change.from().kind().kind();
    Map<String, Read> known = objects.computeIfAbsent(kind, _ -> new HashMap<>());
    switch (change) {
      case Change.Listed(Reflector _, List<Read> all, CountDownLatch _) -> {
        sightChanged |= listed.add(kind);
        off.remove(kind);
        Map<String, Read> rest = new HashMap<>(known);
        for (Read object : all) {
          rest.remove(object.key());
          put(kind, known, object);
        }
        rest.values().forEach(object -> remove(kind, known, object));
      }
      case Change.Changed(Reflector _, Read object) -> put(kind, known, object);
      case Change.Removed(Reflector _, Read object) -> remove(kind, known, object);
      case Change.Off _ -> {
        sightChanged |= listed.remove(kind);
        sightChanged |= off.add(kind);
        List.copyOf(known.values()).forEach(object -> remove(kind, known, object));
      }
    }
  }

  private void put(String kind, Map<String, Read> known, Read object) {
    Read before = known.get(object.key());
    if (before != null && before.isSameAs(object)) {
      known.put(object.key(), object.with(before.resource()));
      return;
    }
    known.put(object.key(), object);
    String key = kind + "/" + object.key();
    gone.remove(key);
    put.put(key, object.resource());
    if (!object.cut()) {
      cut.remove(key);
    } else if (cut.add(key)) {
      LOG.atWarn().addKeyValue("object", key).log("too large to be known whole");
    }
  }

  private void remove(String kind, Map<String, Read> known, Read object) {
    Read before = known.remove(object.key());
    String key = kind + "/" + object.key();
    put.remove(key);
    cut.remove(key);
    if (before != null) {
      gone.put(key, before.resource());
    }
  }

  private void publish() {
    if (listed.size() + off.size() < kinds.size()) {
      return;
    }
    if (put.isEmpty() && gone.isEmpty() && !sightChanged && published.isPresent()) {
      return;
    }
    Indexed before = published.orElse(null);
    World world = before == null || sightChanged || isMany() ? whole() : changed(before.world());
    long generation = before == null ? 1 : before.generation() + 1;
    published = Optional.of(new Indexed(world, generation, namespaces(before), Set.copyOf(listed)));
    put.clear();
    gone.clear();
    sightChanged = false;
  }

  private boolean isMany() {
    int known = objects.values().stream().mapToInt(Map::size).sum();
    return put.size() + gone.size() > Math.max(100, known / 4);
  }

  private World whole() {
    List<Resource> all = new ArrayList<>();
    objects.values().forEach(kind -> kind.values().forEach(read -> all.add(read.resource())));
    return World.of(
        all, List.of(AppliedSet.explicit("cluster")), WatchedKinds.visibility(listed), assumptions);
  }

  private World changed(World world) {
    World changed = world;
    for (Resource resource : gone.values()) {
      changed = changed.without(resource.ref());
    }
    for (Resource resource : put.values()) {
      changed = changed.with(resource);
    }
    return changed;
  }

  private Map<String, NamespaceState> namespaces(@Nullable Indexed before) {
    if (before != null && !sightChanged && !touchesNamespaces(put) && !touchesNamespaces(gone)) {
      return before.namespaces();
    }
    Map<String, NamespaceState> states = new HashMap<>();
    objects
        .getOrDefault("Namespace", Map.of())
        .values()
        .forEach(
            read -> states.put(read.resource().name(), new NamespaceState(read.terminating())));
    return Map.copyOf(states);
  }

  private static boolean touchesNamespaces(Map<String, Resource> changes) {
    return changes.keySet().stream().anyMatch(key -> key.startsWith("Namespace/"));
  }
}
