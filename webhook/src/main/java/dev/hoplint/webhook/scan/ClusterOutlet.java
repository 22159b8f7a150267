package dev.hoplint.webhook.scan;

import dev.hoplint.webhook.beat.Beat;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Reports;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes reports and Events, as far as the configuration asks for them, and while this replica
/// leads. Without anything to write it does not even ask for the Lease.
public final class ClusterOutlet implements ScanOutlet {
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final LeaderElection leader;
  private final Map<Reports, FindingsWriter> reports = new EnumMap<>(Reports.class);
  private final FindingsWriter events;
  private final boolean alone;
  private @Nullable Beat election;
  private @Nullable ScanResult pending;
  private boolean led;
  private volatile List<FindingsWriter> active = List.of();

  /// @param namespace of the Lease
  /// @param lease its name
  /// @param replica a name that no other replica has; the pod's
  public ClusterOutlet(
      KubernetesClient client,
      String namespace,
      String lease,
      String replica,
      InstantSource clock) {
    this(client, namespace, lease, replica, clock, true);
  }

  /// @param alone whether it takes the Lease by itself; tests call [#elect]
  ClusterOutlet(
      KubernetesClient client,
      String namespace,
      String lease,
      String replica,
      InstantSource clock,
      boolean alone) {
    this.leader = new LeaderElection(client, namespace, lease, replica, clock);
    this.reports.put(Reports.POLICY_REPORTS, new ReportWriter(client, ReportKind.POLICY_REPORT));
    this.reports.put(Reports.OPEN_REPORTS, new ReportWriter(client, ReportKind.OPEN_REPORT));
    this.events = new EventWriter(client, replica);
    this.alone = alone;
  }

  /// What keeps results from being written; empty where all is written that shall be.
  public Optional<String> problem() {
    return active.stream().flatMap(one -> one.problem().stream()).findFirst();
  }

  /// Whether the configuration asks for anything to be written.
  boolean isAsked() {
    return !active.isEmpty();
  }

  /// Whether this replica writes.
  public boolean isLeading() {
    return leader.getAsBoolean();
  }

  @Override
  public synchronized void offer(ScanResult result) {
    pending = result;
  }

  @Override
  public synchronized void beat(WebhookConfig config) {
    active = wanted(config.scan());
    if (active.isEmpty()) {
      stop();
      return;
    }
    if (alone && election == null) {
      election = Beat.start("leader", EVERY, this::elect);
    }
    boolean leads = leader.getAsBoolean();
    if (leads && !led) {
      active.forEach(FindingsWriter::forget);
    }
    led = leads;
    @Nullable ScanResult result = pending;
    if (leads && result != null) {
      // What fails waits for the next scan: no loop of errors.
      boolean allowed = true;
      for (FindingsWriter writer : active) {
        allowed &= writer.write(result, leader) || leader.getAsBoolean();
      }
      if (allowed) {
        pending = null;
      }
    }
  }

  void elect() {
    leader.step();
  }

  @Override
  public synchronized void close() {
    stop();
  }

  private void stop() {
    if (election != null) {
      election.close();
      election = null;
    }
    leader.resign();
    led = false;
  }

  private List<FindingsWriter> wanted(WebhookConfig.Scan scan) {
    List<FindingsWriter> wanted = new ArrayList<>();
    @Nullable FindingsWriter report = reports.get(scan.reports());
    if (report != null) {
      wanted.add(report);
    }
    if (scan.events()) {
      wanted.add(events);
    }
    return List.copyOf(wanted);
  }
}
