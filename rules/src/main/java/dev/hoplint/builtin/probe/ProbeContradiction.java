package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.ListeningPorts;
import dev.hoplint.builtin.port.ManagementPorts;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import java.util.Optional;
import java.util.Set;

/// What speaks against the number that a probe asks, when its container does not declare it and
/// nothing speaks for it.
///
/// @param words the rest of the message, after "which the container does not declare"
/// @param help what to change
/// @param witness who says so, for the other end of the finding
/// @param place where it says so
/// @param isAnswered whether another container answers the probe, so that it passes
record ProbeContradiction(
    String words, String help, String witness, Place place, boolean isAnswered) {

  /// Ports that applications serve on by habit. A probe of any other undeclared port is taken for a
  /// management port, whatever the serving port is.
  private static final Set<Integer> SERVING_BY_HABIT =
      Set.of(80, 443, 3_000, 4_000, 5_000, 8_000, 8_080, 8_443, 8_888);

  static Optional<ProbeContradiction> of(ContainerProbe probe, int number) {
    if (isAccountedFor(probe, number)) {
      return Optional.empty();
    }
    ListeningPorts settings = ListeningPorts.of(probe.container());
    return settings.health().stream()
        .findFirst()
        .map(one -> contradicted(one, " says that its probes are answered on "))
        .or(() -> sibling(probe, number))
        .or(
            () ->
                settings.serving().stream()
                    .filter(_ -> SERVING_BY_HABIT.contains(number))
                    .filter(_ -> isOrdinary(probe.probe().handler()))
                    .findFirst()
                    .map(one -> contradicted(one, " says that it listens on ")));
  }

  /// Declared, mentioned in the container's settings, or impossible to know.
  private static boolean isAccountedFor(ContainerProbe probe, int number) {
    Container container = probe.container();
    return container.ports().stream()
            .anyMatch(port -> port.number().is(number) || port.number().isUnknown())
        || ManagementPorts.isRewritten(probe.probe().handler())
        || ListeningPorts.isMentioned(container, number)
        || ListeningPorts.of(container).isOpen();
  }

  private static ProbeContradiction contradicted(ListeningPorts.Witness one, String says) {
    return new ProbeContradiction(
        ", while " + one.words() + says + one.port(),
        "ask port " + one.port(),
        one.words(),
        one.place(),
        false);
  }

  private static boolean isOrdinary(Handler handler) {
    return switch (handler) {
      case Handler.HttpGet _, Handler.TcpSocket _ -> !ManagementPorts.isPath(handler);
      case Handler.Grpc _, Handler.Exec _, Handler.Sleep _, Handler.None _ -> false;
    };
  }

  private static Optional<ProbeContradiction> sibling(ContainerProbe probe, int number) {
    return probe.workload().template().serving().stream()
        .filter(other -> other != probe.container())
        .filter(other -> other.ports().stream().anyMatch(port -> port.number().is(number)))
        .findFirst()
        .map(
            owner ->
                new ProbeContradiction(
                    "; it belongs to "
                        + owner.quoted()
                        + ", so the probe says nothing about "
                        + probe.container().quoted(),
                    "ask a port of " + probe.container().quoted(),
                    owner.quoted(),
                    owner.name().place(),
                    true));
  }
}
