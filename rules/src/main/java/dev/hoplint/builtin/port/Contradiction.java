package dev.hoplint.builtin.port;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Probe;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import java.util.List;
import java.util.Optional;

/// What speaks against an undeclared target port, when nothing speaks for it.
///
/// @param words what says so: `env PORT = "3000"`
/// @param port where the container listens
/// @param place where it says so
record Contradiction(Container container, String words, int port, Place place) {
  static Optional<Contradiction> of(Target target, int number, RouteGraph graph) {
    PodTemplate pod = target.workload().template();
    if (InjectedSidecars.mayListen(target.workload(), number)
        || ListeningPorts.isMentioned(pod, number)
        || mayBeAnotherListener(pod)) {
      return Optional.empty();
    }
    return pod.serving().stream()
        .flatMap(container -> against(container).stream())
        .filter(found -> !isServedElsewhere(target, found.port(), graph))
        .findFirst();
  }

  /// A container without declared ports beside others may be the listener; so may one whose ports
  /// or settings cannot be read.
  private static boolean mayBeAnotherListener(PodTemplate pod) {
    List<Container> serving = pod.serving();
    return serving.stream()
        .anyMatch(
            container ->
                (container.ports().isEmpty() && serving.size() > 1)
                    || container.ports().stream().anyMatch(port -> port.number().isUnknown())
                    || ListeningPorts.of(container).isOpen());
  }

  private static Optional<Contradiction> against(Container container) {
    Optional<ListeningPorts.Witness> setting =
        ListeningPorts.of(container).serving().stream().findFirst();
    if (container.ports().isEmpty()) {
      return setting
          .filter(one -> asks(container.readinessProbe(), container, one.port()))
          .map(one -> new Contradiction(container, one.words(), one.port(), one.place()));
    }
    return setting
        .map(one -> new Contradiction(container, one.words(), one.port(), one.place()))
        .or(() -> byProbe(container))
        .or(() -> byImage(container));
  }

  /// The only declared port is probed and is no management port: it is the serving one.
  private static Optional<Contradiction> byProbe(Container container) {
    if (container.ports().size() != 1) {
      return Optional.empty();
    }
    Container.Port only = container.ports().getFirst();
    return only.number()
        .get()
        .filter(_ -> !ManagementPorts.isName(only.name()))
        .filter(
            _ ->
                container
                    .readinessProbe()
                    .filter(p -> !ManagementPorts.isPath(p.handler()))
                    .isPresent())
        .filter(number -> asks(container.readinessProbe(), container, number))
        .map(
            number -> new Contradiction(container, "the readinessProbe", number, place(container)));
  }

  private static Place place(Container container) {
    return container
        .readinessProbe()
        .flatMap(Probe::port)
        .map(Field::place)
        .orElseGet(container::place);
  }

  private static Optional<Contradiction> byImage(Container container) {
    return ImagePorts.of(container)
        .filter(number -> container.ports().stream().anyMatch(port -> port.number().is(number)))
        .map(
            number ->
                new Contradiction(
                    container,
                    "image \"" + container.image().or("") + "\"",
                    number,
                    container.image().place()));
  }

  private static boolean asks(Optional<Probe> probe, Container container, int number) {
    return probe
        .flatMap(Probe::port)
        .flatMap(asked -> asked.get())
        .filter(
            asked ->
                switch (asked) {
                  case PortRef.Number(int value) -> value == number;
                  case PortRef.Name(String name) ->
                      container.ports().stream()
                          .anyMatch(port -> port.name().is(name) && port.number().is(number));
                })
        .isPresent();
  }

  /// Whether another Service port already leads to the port the container says: then this one is a
  /// second door (metrics, gRPC, administration).
  private static boolean isServedElsewhere(Target target, int port, RouteGraph graph) {
    return graph.targetsIn(target.workload()).stream()
        .filter(other -> other.port() != target.port())
        .anyMatch(
            other ->
                switch (other.podPort()) {
                  case PodPort.Declared(var _, Container.Port declared) ->
                      declared.number().is(port);
                  case PodPort.Undeclared(int number) -> number == port;
                  case PodPort.NameMissing _, PodPort.OtherProtocol _, PodPort.Unknown _ -> false;
                });
  }
}
