package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.PodWords;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A probe with the container that owns it.
record ContainerProbe(Workload workload, Container container, Type type, Probe probe) {
  enum Type {
    READINESS("readinessProbe"),
    STARTUP("startupProbe"),
    LIVENESS("livenessProbe");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /// A port name as the kubelet looks it up: in the probe's own container, whatever the protocol
  /// (`findPortByName` in pkg/kubelet).
  sealed interface OwnPort {
    record Number(int value) implements OwnPort {}

    record NameMissing(String name, Place place) implements OwnPort {}

    /// No port is asked, a placeholder decides, or the probe asks another host.
    record Unknown() implements OwnPort {}
  }

  /// The probes of the containers that run beside each other; none for Jobs, whose pods serve
  /// nobody and need not become ready.
  static List<ContainerProbe> of(Workload workload) {
    if (workload.type().runsToCompletion()) {
      return List.of();
    }
    List<ContainerProbe> probes = new ArrayList<>();
    for (Container container : workload.template().serving()) {
      add(probes, workload, container, Type.READINESS, container.readinessProbe());
      add(probes, workload, container, Type.STARTUP, container.startupProbe());
      add(probes, workload, container, Type.LIVENESS, container.livenessProbe());
    }
    return probes;
  }

  private static void add(
      List<ContainerProbe> probes,
      Workload workload,
      Container container,
      Type type,
      Optional<Probe> probe) {
    probe.ifPresent(found -> probes.add(new ContainerProbe(workload, container, type, found)));
  }

  /// `readinessProbe of container "web"`.
  String quoted() {
    return type.word + " of " + container.quoted();
  }

  /// `The readinessProbe of container "web" of Deployment "web"`.
  String subject() {
    return PodWords.sentence("the " + quoted()) + " of " + workload.quoted();
  }

  OwnPort port() {
    boolean elsewhere =
        probe.handler() instanceof Handler.HttpGet get && !get.host().or("").isEmpty();
    Optional<Field<PortRef>> asked = probe.port();
    if (elsewhere
        || asked.isEmpty()
        || !(asked.get() instanceof Field.Present<PortRef>(PortRef reference, var place))) {
      return new OwnPort.Unknown();
    }
    return switch (reference) {
      case PortRef.Number(int number) -> new OwnPort.Number(number);
      case PortRef.Name(String name) -> byName(name, place);
    };
  }

  private OwnPort byName(String name, Place place) {
    boolean unsure = name.chars().allMatch(Character::isDigit);
    for (Container.Port port : container.ports()) {
      if (port.name().is(name)) {
        return port.number()
            .get()
            .<OwnPort>map(OwnPort.Number::new)
            .orElseGet(OwnPort.Unknown::new);
      }
      unsure |= port.name().isUnknown();
    }
    return unsure ? new OwnPort.Unknown() : new OwnPort.NameMissing(name, place);
  }

  /// Whether every number of the probe can be read.
  boolean hasKnownTimes() {
    return Stream.of(
            probe.initialDelaySeconds(),
            probe.periodSeconds(),
            probe.timeoutSeconds(),
            probe.failureThreshold())
        .noneMatch(Field::isUnknown);
  }
}
