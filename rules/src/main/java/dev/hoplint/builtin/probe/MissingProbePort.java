package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.PodWords;
import dev.hoplint.resource.Container;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.world.Names;
import java.util.List;
import java.util.Optional;

/// The finding about a probe whose port name its own container does not have.
final class MissingProbePort {
  private MissingProbePort() {}

  /// @param effect what follows, as a clause: `so the pod never becomes ready`
  static Optional<Finding> in(ContainerProbe probe, RuleMeta meta, String effect) {
    if (!(probe.port() instanceof ContainerProbe.OwnPort.NameMissing(String name, var place))) {
      return Optional.empty();
    }
    Container container = probe.container();
    Optional<Container> sibling = sibling(probe, name);
    String message =
        probe.subject()
            + " asks port \""
            + name
            + "\", but "
            + sibling
                .map(other -> "only " + other.quoted() + " names such a port")
                .orElse("the container names no such port")
            + " ("
            + PodWords.ports(container)
            + "), "
            + effect;
    Finding finding =
        Finding.in(probe.workload(), meta, place, message).help(help(name, container)).target(name);
    return Optional.of(
        sibling
            .map(
                other ->
                    finding.related(
                        "another container has \"" + name + "\"",
                        probe.workload(),
                        other.name().place()))
            .orElseGet(
                () ->
                    finding.related(
                        "the probe's container", probe.workload(), container.name().place())));
  }

  private static Optional<Container> sibling(ContainerProbe probe, String name) {
    return probe.workload().template().serving().stream()
        .filter(other -> other != probe.container())
        .filter(other -> other.ports().stream().anyMatch(port -> port.name().is(name)))
        .findFirst();
  }

  private static String help(String name, Container container) {
    List<String> names =
        container.ports().stream().flatMap(port -> port.name().get().stream()).toList();
    return Names.nearest(name, names)
        .or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty())
        .map(near -> "ask \"" + near + "\", the port this container names")
        .orElse("ask a port of this container by its name or number");
  }
}
