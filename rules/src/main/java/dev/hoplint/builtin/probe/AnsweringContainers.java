package dev.hoplint.builtin.probe;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Sidecars;
import dev.hoplint.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The containers of a workload that answer TCP ports of Services and whose readiness decides
/// whether requests arrive.
final class AnsweringContainers {
  private AnsweringContainers() {}

  /// A container with the Service ports that it answers.
  record Answering(Container container, List<Target> targets) {}

  /// Each container with the Service ports it answers, in the order of the text. Empty where
  /// readiness does not decide: Jobs, readiness gates, Knative (its proxy probes), Istio's gateways
  /// (their container is filled in by a webhook).
  static List<Answering> of(Workload workload, RouteGraph graph) {
    if (workload.type().runsToCompletion()
        || workload.meta().annotations().has("helm.sh/hook")
        || workload.ref().kind().group().equals("serving.knative.dev")
        || !workload.template().readinessGates().isEmpty()
        || workload.template().serving().stream().anyMatch(one -> one.image().is("auto"))) {
      return List.of();
    }
    List<Answering> answering = new ArrayList<>();
    for (Target target : graph.targetsIn(workload)) {
      boolean tcp =
          !target.port().protocol().isUnknown()
              && target.port().protocol().or(Protocol.TCP) == Protocol.TCP;
      if (tcp && !target.service().publishNotReadyAddresses().is(true)) {
        container(target)
            .filter(container -> !Sidecars.isMesh(container))
            .ifPresent(container -> targets(answering, container).add(target));
      }
    }
    return answering;
  }

  // By identity: the hash of a container is that of everything in it.
  private static List<Target> targets(List<Answering> answering, Container container) {
    for (Answering one : answering) {
      if (one.container() == container) {
        return one.targets();
      }
    }
    Answering made = new Answering(container, new ArrayList<>());
    answering.add(made);
    return made.targets();
  }

  /// The container that answers. Where the pod does not tell, any probe counts: then the first
  /// container stands for all that have none.
  private static Optional<Container> container(Target target) {
    Optional<Container> known = target.container();
    if (known.isPresent() || !(target.podPort() instanceof PodPort.Undeclared)) {
      return known;
    }
    List<Container> serving = target.workload().template().serving();
    return serving.stream().anyMatch(one -> one.readinessProbe().isPresent())
        ? Optional.empty()
        : serving.stream().findFirst();
  }
}
