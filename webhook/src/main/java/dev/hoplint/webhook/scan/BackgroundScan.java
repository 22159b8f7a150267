package dev.hoplint.webhook.scan;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.engine.RuleFailures;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.webhook.admission.Policy;
import dev.hoplint.webhook.beat.Beat;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.WorkLimit;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lints the cluster as it stands: at every interval, and a minute after a change. An admission
/// webhook alone can miss what comes about in an unlucky order; this finds it.
///
/// Scans the snapshot that reviews see, with the same rules, modes and exceptions. Where the
/// snapshot is stale, nothing is scanned: the last result stays.
public final class BackgroundScan implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundScan.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  /// Scans after changes take at most this part of one processor.
  private static final int REST = 10;

  private final Supplier<WebhookConfig> config;
  private final List<Rule> rules;
  private final ClusterState cluster;
  private final ScanOutlet outlet;
  private final Clock clock;
  private final BooleanSupplier isAnyoneWaiting;
  private final ScanMetrics metrics;
  private final Settling settling = new Settling();
  private final Changes changes = new Changes();
  private final @Nullable Beat beat;
  private @Nullable Policy policy;
  private @Nullable Instant last;
  private Duration took = Duration.ZERO;

  /// Scans on a thread of its own, as soon as the cluster is known.
  ///
  /// @param outlet where results are written
  /// @param isAnyoneWaiting whether a review is under way, which goes first
  public BackgroundScan(
      Supplier<WebhookConfig> config,
      List<Rule> rules,
      ClusterState cluster,
      ClusterOutlet outlet,
      MeterRegistry meters,
      Clock clock,
      BooleanSupplier isAnyoneWaiting) {
    this(config, rules, cluster, outlet, meters, clock, isAnyoneWaiting, true);
  }

  /// @param alone whether it scans by itself; tests call [#step]
  BackgroundScan(
      Supplier<WebhookConfig> config,
      List<Rule> rules,
      ClusterState cluster,
      ScanOutlet outlet,
      MeterRegistry meters,
      Clock clock,
      BooleanSupplier isAnyoneWaiting,
      boolean alone) {
    this.config = config;
    this.rules = List.copyOf(rules);
    this.cluster = cluster;
    this.outlet = outlet;
    this.clock = clock;
    this.isAnyoneWaiting = isAnyoneWaiting;
    this.metrics = new ScanMetrics(meters);
    this.beat = alone ? Beat.start("scan", EVERY, this::step) : null;
  }

  @Override
  public void close() {
    if (beat != null) {
      beat.close();
    }
    outlet.close();
  }

  /// Scans if it is time to, and writes what is left to write.
  synchronized void step() {
    WebhookConfig now = config.get();
    Snapshot snapshot = cluster.snapshot();
    Instant moment = clock.instant();
    changes.saw(snapshot.generation(), moment);
    if (isDue(now.scan().interval(), moment)) {
      if (snapshot.isFresh()) {
        scan(now, snapshot, moment);
      } else {
        metrics.skipped("stale");
      }
    }
    outlet.beat(now);
  }

  private boolean isDue(Duration interval, Instant now) {
    @Nullable Instant before = last;
    if (before == null || now.isBefore(before) || !now.isBefore(before.plus(interval))) {
      return true;
    }
    if (now.isBefore(before.plus(took.multipliedBy(REST)))) {
      return false;
    }
    return changes.isUnscannedFor(Settling.SETTLED, now)
        || (settling.isPending() && !now.isBefore(before.plus(Settling.SETTLED)));
  }

  private void scan(WebhookConfig config, Snapshot snapshot, Instant now) {
    long start = System.nanoTime();
    last = now;
    changes.scanned(snapshot.generation());
    try {
      ScanResult result = result(config, snapshot, now);
      took = Duration.ofNanos(System.nanoTime() - start);
      metrics.succeeded(result, took);
      outlet.offer(result);
    } catch (RuntimeException | StackOverflowError e) {
      took = Duration.ofNanos(System.nanoTime() - start);
      metrics.skipped("error");
      log.atError().setCause(e).log("a scan failed");
    }
  }

  private ScanResult result(WebhookConfig config, Snapshot snapshot, Instant now) {
    Policy policy = policy(config);
    LocalDate today = LocalDate.ofInstant(now, clock.getZone());
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : found(policy, snapshot)) {
      if (isWanted(finding, policy, snapshot) && !policy.exceptions().accept(finding, today)) {
        kept.add(finding);
      }
    }
    List<Reported> reported = new ArrayList<>();
    for (Settling.Settled one : settling.of(kept, now, changes.isQuietFor(Settling.SETTLED, now))) {
      one.finding()
          .object()
          .ifPresent(
              object ->
                  reported.add(
                      Reported.of(one.finding(), object, one.since(), config.discloseNames())));
    }
    return ScanResult.of(now, reported, writable(snapshot));
  }

  private List<Finding> found(Policy policy, Snapshot snapshot) {
    Pace pace = new Pace(isAnyoneWaiting);
    BooleanSupplier never =
        () -> {
          pace.step();
          return false;
        };
    return WorkLimit.under(
        never, () -> policy.linter(snapshot.watched()).lint(snapshot.world(), Door.CLUSTER));
  }

  private static boolean isWanted(Finding finding, Policy policy, Snapshot snapshot) {
    String namespace = finding.object().map(ObjectRef::namespace).orElse("");
    return policy.mode(namespace) != Mode.OFF && !isTerminating(snapshot, namespace);
  }

  private static boolean isTerminating(Snapshot snapshot, String namespace) {
    Snapshot.@Nullable NamespaceState state = snapshot.namespaces().get(namespace);
    return state != null && state.terminating();
  }

  private static Set<String> writable(Snapshot snapshot) {
    return snapshot.namespaces().entrySet().stream()
        .filter(one -> !one.getValue().terminating())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A reload makes another configuration, which is compiled once.
  private Policy policy(WebhookConfig now) {
    @Nullable Policy known = policy;
    if (known == null || known.config() != now) {
      known = Policy.of(now, rules, FAILED);
      policy = known;
    }
    return known;
  }

  private static final RuleFailures FAILED =
      (rule, failure) ->
          log.atError().addKeyValue("rule", rule.id()).setCause(failure).log("a rule failed");
}
