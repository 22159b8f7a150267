package dev.hoplint.cluster;

import dev.hoplint.cluster.ApiRequests.Reply;
import dev.hoplint.cluster.ClusterHealth.Phase;
import dev.hoplint.cluster.ClusterIndex.Indexed;
import dev.hoplint.world.Assumptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Watches a cluster, and knows how much of what it knows is to be trusted.
///
/// A watch that says nothing proves nothing: its connection may be dead without either end having
/// noticed. So each kind must be heard of in time, by an event, a bookmark, or the answer to a
/// question that is asked after too long a silence. A kind that is not heard of is stale at once,
/// its watch is started again, and when that helps nothing for long, the others go on without it;
/// where there are no others, client and watches are made anew. Nothing of this ever blocks
/// [#snapshot].
public final class ClusterWatch implements ClusterState, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final Snapshot NOTHING = ClusterState.unwatched().snapshot();

  private final ClusterAccess access;
  private final WatchTimes times;
  private final InstantSource clock;
  private final ClusterIndex index;
  private final List<KindState> states = new ArrayList<>();
  private final Set<KindState> probed = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cluster-watchdog").factory());

  private volatile ApiRequests api;
  private volatile List<Reflector> reflectors = List.of();
  private volatile Instant built;
  private volatile long rebuilds;
  private volatile boolean closed;

  private ClusterWatch(
      ClusterAccess access,
      WatchedKinds kinds,
      Assumptions assumptions,
      WatchTimes times,
      InstantSource clock) {
    this.access = access;
    this.times = times;
    this.clock = clock;
    built = clock.instant();
    kinds.all().forEach(kind -> states.add(new KindState(kind, times, built)));
    index = new ClusterIndex(kinds, assumptions);
    api = new ApiRequests(access.open());
  }

  /// Begins to watch; returns at once.
  ///
  /// @param assumptions what the configuration says about the cluster
  /// @throws io.fabric8.kubernetes.client.KubernetesClientException when there is no way to reach
  ///   an API server
  public static ClusterWatch start(
      ClusterAccess access,
      WatchedKinds kinds,
      Assumptions assumptions,
      WatchTimes times,
      InstantSource clock) {
    ClusterWatch watch = new ClusterWatch(access, kinds, assumptions, times, clock);
    watch.reflect();
    long tick = times.tick().toNanos();
    ScheduledFuture<?> _ =
        watch.watchdog.scheduleWithFixedDelay(watch::safeTick, tick, tick, TimeUnit.NANOSECONDS);
    return watch;
  }

  @Override
  public Snapshot snapshot() {
    Instant now = clock.instant();
    Optional<String> stale = stale(now);
    Optional<Indexed> known = index.published();
    if (known.isEmpty()) {
      Optional<String> why = stale.or(() -> Optional.of("the index is not built yet"));
      return new Snapshot(
          NOTHING.world(), 0, NOTHING.takenAt(), NOTHING.namespaces(), NOTHING.watched(), why);
    }
    Indexed indexed = known.get();
    return new Snapshot(
        indexed.world(),
        indexed.generation(),
        takenAt(now),
        indexed.namespaces(),
        indexed.listed(),
        stale);
  }

  /// Reads single objects past the index.
  ///
  /// @param perSecond how many reads are made in a second; more fail
  public LiveObjects liveReads(int perSecond) {
    return new LiveReads(() -> api, perSecond);
  }

  public ClusterHealth health() {
    Instant now = clock.instant();
    List<ClusterHealth.Kind> kinds = states.stream().map(state -> state.health(now)).toList();
    return new ClusterHealth(kinds, index.waiting(), rebuilds, index.cut(), problem(now, kinds));
  }

  private Optional<String> problem(Instant now, List<ClusterHealth.Kind> kinds) {
    if (index.published().isEmpty()) {
      return stale(now).or(() -> Optional.of("the index is not built yet"));
    }
    if (kinds.stream().allMatch(kind -> kind.phase().isOff())) {
      return Optional.of("no kind may be watched: " + kinds.getFirst().detail());
    }
    String tooLong =
        states.stream()
            .filter(state -> state.staleFor(now).compareTo(times.unready()) >= 0)
            .flatMap(state -> state.stale(now).stream())
            .collect(Collectors.joining("; "));
    return Optional.of(tooLong).filter(text -> !text.isEmpty());
  }

  private Optional<String> stale(Instant now) {
    String all =
        states.stream()
            .flatMap(state -> state.stale(now).stream())
            .collect(Collectors.joining("; "));
    return Optional.of(all).filter(text -> !text.isEmpty());
  }

  /// The world is as old as what was heard of least recently.
  private Instant takenAt(Instant now) {
    return states.stream()
        .filter(state -> !state.phase().isOff())
        .map(KindState::heard)
        .min(Instant::compareTo)
        .orElse(now);
  }

  private void safeTick() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the watchdog failed");
    }
  }

  /// Looks once at every kind.
  void tick() {
    Instant now = clock.instant();
    Duration longest = Duration.ZERO;
    for (Reflector reflector : reflectors) {
      KindState state = reflector.state();
      boolean silent = state.silence(now).compareTo(times.silence()) >= 0;
      if (state.phase() == Phase.LIVE && silent && probed.add(state)) {
        Thread.ofVirtual().name("probe").start(() -> probe(reflector));
      }
      Duration stale = state.staleFor(now);
      longest = stale.compareTo(longest) > 0 ? stale : longest;
    }
    boolean again = Duration.between(built, now).compareTo(times.rebuild()) >= 0;
    // While any kind lives, the client does its work, and a new one would take that kind along.
    boolean dead = states.stream().noneMatch(state -> state.isLiving(now));
    if (longest.compareTo(times.rebuild()) >= 0 && again && dead) {
      rebuild(now);
    }
  }

  /// Whether a kind has given no usable answer for long, and another one has since.
  private boolean isAlone(KindState state) {
    Instant now = clock.instant();
    Optional<Instant> since = state.troubledSince(now);
    return since.isPresent()
        && Duration.between(since.get(), now).compareTo(times.patience()) >= 0
        && states.stream().anyMatch(other -> other.isHeardSince(since.get(), now));
  }

  /// Asks what the watch should have told.
  private void probe(Reflector reflector) {
    KindState state = reflector.state();
    try {
      String there = version(reflector.kind());
      if (there.equals(reflector.version())) {
        state.alive(clock.instant());
        reflector.restart();
        return;
      }
      lost(reflector, "the watch is at version " + reflector.version() + " and not at " + there);
    } catch (IOException | RuntimeException e) {
      lost(reflector, "a probe failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      probed.remove(state);
    }
  }

  private void lost(Reflector reflector, String why) {
    if (closed || !reflectors.contains(reflector)) {
      return;
    }
    LOG.atWarn().addKeyValue("kind", reflector.kind().kind()).addKeyValue("why", why).log("stale");
    reflector.state().lost(clock.instant(), why);
    reflector.relist();
  }

  private String version(WatchedKind kind) throws IOException, InterruptedException {
    try (Reply reply = api.get(kind.path() + "?limit=1", times.probe())) {
      if (!reply.isSuccess()) {
        throw new IOException("the API server answers " + reply.status());
      }
      ScheduledFuture<?> limit = api.closeAfter(reply, times.probe());
      try {
        return JsonObjects.list(reply.body(), _ -> {}).version();
      } catch (JacksonException e) {
        throw new IOException(e.getOriginalMessage(), e);
      } finally {
        limit.cancel(false);
      }
    }
  }

  private synchronized void rebuild(Instant now) {
    if (closed) {
      return;
    }
    LOG.atWarn().log("client and watches are made anew");
    built = now;
    ApiRequests fresh;
    try {
      fresh = new ApiRequests(access.open());
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("no new client can be made");
      return;
    }
    rebuilds++;
    ApiRequests old = api;
    api = fresh;
    reflectors.forEach(Reflector::close);
    old.close();
    reflect();
  }

  private void reflect() {
    List<Reflector> made =
        states.stream()
            .map(state -> new Reflector(state, api, times, clock, index, this::isAlone))
            .toList();
    index.follow(made);
    reflectors = made;
    made.forEach(Reflector::start);
  }

  @Override
  public synchronized void close() {
    closed = true;
    watchdog.shutdownNow();
    reflectors.forEach(Reflector::close);
    index.close();
    api.close();
  }
}
