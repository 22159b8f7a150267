package dev.hoplint.webhook;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterAccess;
import dev.hoplint.cluster.ClusterHealth;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.ClusterWatch;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.RulesInSight;
import dev.hoplint.cluster.WatchTimes;
import dev.hoplint.cluster.WatchedKinds;
import dev.hoplint.cluster.WatchedKinds.Option;
import dev.hoplint.webhook.config.WebhookConfig.Watch;
import dev.hoplint.webhook.server.ReadinessCheck;
import dev.hoplint.world.Assumptions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cluster that is watched, for as long as the process lives.
///
/// @param access for those who speak to the API server themselves
record ClusterParts(ClusterAccess access, ClusterWatch watch, LiveObjects live)
    implements ReadinessCheck, AutoCloseable {
  /// Live reads are made before denials only; more than that would be an attack on the API server.
  private static final int READS_PER_SECOND = 20;

  /// Begins to watch.
  ///
  /// @throws CannotServe where nothing says how the API server is reached
  static ClusterParts start(ServeOptions options, Watch watched, InstantSource clock) {
    ClusterAccess access = access(options);
    try {
      ClusterWatch watch =
          ClusterWatch.start(
              access,
              WatchedKinds.with(kinds(watched)),
              Assumptions.NONE,
              WatchTimes.standard(),
              clock);
      return new ClusterParts(access, watch, watch.liveReads(READS_PER_SECOND));
    } catch (KubernetesClientException unreachable) {
      throw new CannotServe(
          List.of("there is no way to reach an API server: " + unreachable.getMessage()));
    }
  }

  private static ClusterAccess access(ServeOptions options) {
    if (options.url().isPresent()) {
      return ClusterAccess.at(options.url().get());
    }
    return options.kubeconfig().map(ClusterAccess::kubeconfig).orElseGet(ClusterAccess::automatic);
  }

  private static Set<Option> kinds(Watch watched) {
    Set<Option> kinds = EnumSet.noneOf(Option.class);
    Map.of(
            Option.ENDPOINT_SLICES, watched.endpointSlices(),
            Option.NETWORK_POLICIES, watched.networkPolicies(),
            Option.DISRUPTION_BUDGETS, watched.disruptionBudgets(),
            Option.AUTOSCALERS, watched.autoscalers(),
            Option.GATEWAY_API, watched.gatewayApi())
        .forEach(
            (option, wanted) -> {
              if (wanted) {
                kinds.add(option);
              }
            });
    return kinds;
  }

  ClusterState state() {
    return watch;
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Optional<String> problem() {
    return watch.health().problem();
  }

  /// Which kinds are not watched, and which rules are off for it.
  @Override
  public Optional<String> detail() {
    ClusterHealth health = watch.health();
    Set<String> watched = watch.snapshot().watched();
    Map<String, List<String>> off = RulesInSight.off(BuiltInRules.all(), watched);
    StringBuilder text = new StringBuilder(health.detail().orElse(""));
    if (!watched.contains("Namespace")) {
      text.append(text.isEmpty() ? "" : "; ")
          .append("nothing is denied because of other objects without Namespace");
    }
    off.forEach(
        (rule, missing) ->
            text.append(text.isEmpty() ? "" : "; ")
                .append(rule)
                .append(" is off without ")
                .append(String.join(", ", missing)));
    return Optional.of(text.toString()).filter(one -> !one.isEmpty());
  }

  @Override
  public void close() {
    watch.close();
  }
}
