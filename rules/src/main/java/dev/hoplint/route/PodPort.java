package dev.hoplint.route;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a Service port's target is in one pod.
///
/// The endpoints controller (k8s.io/endpointslice `FindPort`) takes a number as it is, declared or
/// not, and looks a name up by name and protocol: main containers first, then native sidecars; the
/// first match wins, a name without a match leaves the pod out of that port.
public sealed interface PodPort {
  /// A declared port of a container.
  record Declared(Container container, Container.Port port) implements PodPort {}

  /// A number that no container declares. It may well be open.
  record Undeclared(int number) implements PodPort {}

  /// A name that no container gives to a port.
  record NameMissing(String name) implements PodPort {}

  /// A name that exists only with another protocol.
  record OtherProtocol(String name, Container container, Container.Port port) implements PodPort {}

  /// A placeholder decides.
  record Unknown() implements PodPort {}

  /// Resolves a target in a pod.
  static PodPort resolve(PodTemplate pod, Field<PortRef> target, Field<Protocol> protocol) {
    if (!(target instanceof Field.Present<PortRef>(PortRef reference, var _))
        || protocol.isUnknown()) {
      return new Unknown();
    }
    return switch (reference) {
      case PortRef.Number(int number) -> number(pod, number);
      case PortRef.Name(String name) -> name(pod, name, protocol.or(Protocol.TCP));
    };
  }

  private static PodPort number(PodTemplate pod, int number) {
    for (Container container : pod.serving()) {
      for (Container.Port port : container.ports()) {
        if (port.number().is(number)) {
          return new Declared(container, port);
        }
      }
    }
    return new Undeclared(number);
  }

  private static PodPort name(PodTemplate pod, String name, Protocol protocol) {
    Optional<PodPort> other = Optional.empty();
    boolean unsure = false;
    for (Container container : pod.serving()) {
      for (Container.Port port : container.ports()) {
        unsure |= port.name().isUnknown() || port.protocol().isUnknown();
        if (port.name().is(name)) {
          if (port.protocol().or(Protocol.TCP) == protocol) {
            return new Declared(container, port);
          }
          other = other.or(() -> Optional.of(new OtherProtocol(name, container, port)));
        }
      }
    }
    return unsure ? new Unknown() : other.orElseGet(() -> new NameMissing(name));
  }

  /// The container that answers, as far as the pod tells: the one that declares the port; for an
  /// undeclared number the only serving container.
  default Optional<Container> container(PodTemplate pod) {
    return switch (this) {
      case Declared(Container container, var _) -> Optional.of(container);
      case Undeclared _ -> {
        List<Container> serving = new ArrayList<>(pod.serving());
        serving.removeIf(Sidecars::isMesh);
        yield serving.size() == 1 ? Optional.of(serving.getFirst()) : Optional.empty();
      }
      case NameMissing _, OtherProtocol _, Unknown _ -> Optional.empty();
    };
  }
}
