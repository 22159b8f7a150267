package dev.hoplint.builtin.lifecycle;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The containers of a workload that answer Services.
///
/// @param container one that answers, as far as the pod tells
/// @param target the Service port it answers
/// @param sure false where several containers may be meant
record Answering(Container container, Target target, boolean sure) {

  /// One entry per container, in the order of the pod. Where no container declares a numeric port,
  /// each serving one may be meant.
  static List<Answering> in(RouteGraph graph, Workload workload) {
    List<Container> serving = workload.template().serving();
    List<Answering> found = new ArrayList<>();
    for (Target target : graph.targetsIn(workload)) {
      if (target.port().protocol().or(Protocol.TCP) != Protocol.TCP) {
        continue;
      }
      Optional<Container> container = target.container();
      if (container.isPresent()) {
        found.add(new Answering(container.get(), target, true));
      } else if (target.podPort() instanceof PodPort.Undeclared) {
        serving.forEach(one -> found.add(new Answering(one, target, false)));
      }
    }
    List<Answering> first = new ArrayList<>();
    found.sort(
        Comparator.comparingInt((Answering one) -> serving.indexOf(one.container()))
            .thenComparing(one -> !one.sure())
            .thenComparing(one -> !one.isRouted(graph)));
    for (Answering one : found) {
      if (first.isEmpty() || first.getLast().container() != one.container()) {
        first.add(one);
      }
    }
    return first;
  }

  boolean isRouted(RouteGraph graph) {
    return !graph.routesTo(target.service(), target.port()).isEmpty();
  }

  /// Whether a rollout takes pods from under the proxies without a person's hand: not for jobs,
  /// bare pods, `OnDelete` and workloads scaled to zero.
  static boolean isRolled(Workload workload) {
    return switch (workload.type()) {
      case POD, JOB, CRON_JOB -> false;
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, ROLLOUT, OTHER ->
          !workload.strategy().type().is("OnDelete") && !workload.replicas().is(0);
    };
  }
}
