package dev.hoplint.webhook.scan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who of the replicas writes: the one whose name stands in a Lease, as in client-go. A holder that
/// could not renew stops well before another may take over; another one's Lease is judged by how
/// long it has not changed here, never by the times in it, so clocks need not agree.
final class LeaderElection implements BooleanSupplier {
  /// How long a Lease must not have changed before somebody else takes it.
  static final Duration LASTS = Duration.ofSeconds(15);

  /// How long a holder goes on without having renewed.
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubeObjects leases;
  private final String namespace;
  private final String name;
  private final String identity;
  private final InstantSource clock;
  private volatile @Nullable Instant renewed;
  private String observed = "";
  private Instant observedAt = Instant.EPOCH;

  /// @param identity of this replica, different for each
  LeaderElection(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      InstantSource clock) {
    this.leases = new KubeObjects(client, "coordination.k8s.io/v1", "Lease", "leases");
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.clock = clock;
  }

  /// Whether this replica writes. To be asked before every write.
  @Override
  public boolean getAsBoolean() {
    @Nullable Instant last = renewed;
    return last != null && Duration.between(last, clock.instant()).abs().compareTo(DEADLINE) < 0;
  }

  /// Renews or tries to take the Lease. Never throws.
  synchronized void step() {
    boolean before = getAsBoolean();
    try {
      Instant now = clock.instant();
      if (take(now)) {
        renewed = now;
      }
    } catch (KubernetesClientException e) {
      log.atDebug().addKeyValue("code", e.getCode()).log("the Lease cannot be used");
    }
    if (getAsBoolean() != before) {
      log.atInfo().addKeyValue("leader", !before).log("leadership changed");
    }
  }

  /// Gives the Lease back, so that nobody has to wait for its end.
  synchronized void resign() {
    if (getAsBoolean()) {
      renewed = null;
      try {
        leases
            .get(namespace, name)
            .filter(lease -> holder(lease).equals(identity))
            .ifPresent(lease -> write(lease, "", clock.instant()));
      } catch (KubernetesClientException e) {
        log.atDebug().addKeyValue("code", e.getCode()).log("the Lease cannot be given back");
      }
    }
    renewed = null;
  }

  private boolean take(Instant now) {
    Optional<GenericKubernetesResource> found = leases.get(namespace, name);
    if (found.isEmpty()) {
      return leases.create(
          namespace,
          Map.of(
              "metadata",
              Map.of("name", name, "namespace", namespace),
              "spec",
              spec(identity, now, 0)));
    }
    GenericKubernetesResource lease = found.get();
    String version = lease.getMetadata().getResourceVersion();
    if (!version.equals(observed)) {
      observed = version;
      observedAt = now;
    }
    String holder = holder(lease);
    boolean free =
        holder.isEmpty()
            || holder.equals(identity)
            || Duration.between(observedAt, now).abs().compareTo(LASTS) >= 0;
    if (!free) {
      renewed = null;
    }
    return free && write(lease, identity, now);
  }

  private boolean write(GenericKubernetesResource lease, String holder, Instant now) {
    boolean same = holder(lease).equals(holder);
    Map<String, Object> spec = spec(holder, now, transitions(lease) + (same ? 0 : 1));
    if (same) {
      spec.remove("acquireTime");
    }
    return leases.patch(
        namespace,
        name,
        Map.of(
            "metadata",
            Map.of("resourceVersion", lease.getMetadata().getResourceVersion()),
            "spec",
            spec));
  }

  private static Map<String, Object> spec(String holder, Instant now, int transitions) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("holderIdentity", holder);
    spec.put("leaseDurationSeconds", LASTS.toSeconds());
    spec.put("acquireTime", MICROS.format(now));
    spec.put("renewTime", MICROS.format(now));
    spec.put("leaseTransitions", transitions);
    return spec;
  }

  private static String holder(GenericKubernetesResource lease) {
    return lease.get("spec", "holderIdentity") instanceof String holder ? holder : "";
  }

  private static int transitions(GenericKubernetesResource lease) {
    return lease.get("spec", "leaseTransitions") instanceof Number number ? number.intValue() : 0;
  }
}
