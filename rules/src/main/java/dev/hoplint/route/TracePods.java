package dev.hoplint.route;

import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.Workload;
import dev.hoplint.resource.WorkloadType;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stations of a request inside the pods of one workload.
final class TracePods {
  private static final int DEFAULT_GRACE = 30;

  private TracePods() {}

  /// How many pods there are.
  static TraceHop replicas(Workload workload, World world) {
    Optional<Autoscaler> scaled = world.autoscalersOf(workload).stream().findFirst();
    String count =
        switch (workload.type()) {
          case DAEMON_SET -> "one pod on each node";
          case POD -> "one pod";
          default ->
              scaled
                  .map(one -> "scaled by " + one.quoted() + range(one))
                  .orElseGet(() -> count(workload));
        };
    Place place =
        workload.replicas().isAbsent() || workload.type() == WorkloadType.POD
            ? workload.meta().namePlace()
            : workload.replicas().place();
    return TraceHop.at(
        TraceHop.Kind.PODS,
        TraceHop.Verdict.PASSED,
        workload.quoted() + ", " + count,
        workload,
        place);
  }

  private static String range(Autoscaler scaler) {
    int floor = scaler.type() == Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER ? 1 : 0;
    String from =
        scaler.minReplicas().isUnknown() ? "?" : Integer.toString(scaler.minReplicas().or(floor));
    return scaler
        .maxReplicas()
        .get()
        .map(most -> " (" + from + " to " + most + " pods)")
        .orElse("");
  }

  private static String count(Workload workload) {
    if (workload.replicas().isUnknown()) {
      return "a number of pods that cannot be read";
    }
    int pods = workload.replicas().or(1);
    return pods == 1 ? "1 pod" : pods + " pods";
  }

  /// Which container takes the request.
  static TraceHop container(Target target) {
    Workload workload = target.workload();
    return switch (target.podPort()) {
      case PodPort.Declared(Container container, Container.Port port) ->
          TraceHop.at(
              TraceHop.Kind.CONTAINER,
              TraceHop.Verdict.PASSED,
              container.quoted() + " declares port " + label(port),
              workload,
              port.place());
      case PodPort.Undeclared(int number) ->
          TraceHop.at(
              TraceHop.Kind.CONTAINER,
              TraceHop.Verdict.PASSED,
              "port "
                  + number
                  + " of "
                  + target
                      .container()
                      .map(Container::quoted)
                      .orElseGet(() -> "a container of " + workload.quoted())
                  + ", which does not declare it and may listen all the same",
              workload,
              workload.template().place());
      case PodPort.NameMissing(String name) ->
          TraceHop.at(
              TraceHop.Kind.CONTAINER,
              TraceHop.Verdict.FAILED,
              "no container of " + workload.quoted() + " names a port \"" + name + "\"",
              workload,
              firstPort(workload));
      case PodPort.OtherProtocol(String name, Container container, Container.Port port) ->
          TraceHop.at(
              TraceHop.Kind.CONTAINER,
              TraceHop.Verdict.FAILED,
              "port \"" + name + "\" of " + container.quoted() + " has another protocol",
              workload,
              port.place());
      case PodPort.Unknown _ ->
          TraceHop.at(
              TraceHop.Kind.CONTAINER,
              TraceHop.Verdict.UNKNOWN,
              "which port of " + workload.quoted() + " is meant cannot be read",
              workload,
              workload.template().place());
    };
  }

  private static Place firstPort(Workload workload) {
    return workload.template().serving().stream()
        .flatMap(container -> container.ports().stream())
        .findFirst()
        .map(Container.Port::place)
        .orElseGet(() -> workload.template().place());
  }

  private static String label(Container.Port port) {
    String number = port.number().get().map(String::valueOf).orElse("?");
    return port.name()
        .get()
        .filter(name -> !name.isEmpty())
        .map(name -> "\"" + name + "\" (" + number + ")")
        .orElse(number);
  }

  /// When the pods count as ready.
  static TraceHop probe(Workload workload) {
    List<String> probes = new ArrayList<>();
    Optional<Place> place = Optional.empty();
    for (Container container : workload.template().serving()) {
      if (container.readinessProbe().isPresent()) {
        Probe probe = container.readinessProbe().get();
        probes.add(words(probe.handler()) + " of " + container.quoted());
        place = place.or(() -> Optional.of(probe.place()));
      }
    }
    String text =
        probes.isEmpty()
            ? "no readinessProbe: pods get requests as soon as they start"
            : "ready when " + String.join(" and ", probes) + " answers";
    return TraceHop.at(
        TraceHop.Kind.PROBE,
        TraceHop.Verdict.PASSED,
        text,
        workload,
        place.orElseGet(() -> firstContainer(workload.template())));
  }

  private static String words(Handler handler) {
    return switch (handler) {
      case Handler.HttpGet get ->
          "GET " + get.path().or("/") + " on port " + port(get.port().get());
      case Handler.TcpSocket(Place _, var port) -> "TCP port " + port(port.get());
      case Handler.Grpc(Place _, var port) -> "gRPC port " + port(port.get());
      case Handler.Exec _ -> "a command";
      case Handler.Sleep _, Handler.None _ -> "a probe";
    };
  }

  private static String port(Optional<PortRef> port) {
    return port.map(PortRef::toString).orElse("?");
  }

  private static Place firstContainer(PodTemplate template) {
    return template.serving().stream()
        .findFirst()
        .map(container -> container.name().place())
        .orElseGet(template::place);
  }

  /// What happens to requests while pods stop.
  static TraceHop shutdown(Target target) {
    Workload workload = target.workload();
    PodTemplate template = workload.template();
    Optional<Container> container =
        target.container().or(() -> template.serving().stream().findFirst());
    String grace =
        template.terminationGracePeriodSeconds().isUnknown()
            ? "?"
            : Integer.toString(template.terminationGracePeriodSeconds().or(DEFAULT_GRACE));
    Optional<Handler> hook = container.flatMap(Container::preStop);
    String text =
        hook.map(TracePods::hook).orElse("no preStop") + ", then " + grace + " s of grace at most";
    return TraceHop.at(
        TraceHop.Kind.SHUTDOWN,
        TraceHop.Verdict.PASSED,
        text.replace("no preStop, then", "no preStop;"),
        workload,
        hook.map(Handler::place).orElseGet(() -> firstContainer(template)));
  }

  private static String hook(Handler handler) {
    return switch (handler) {
      case Handler.Sleep(Place _, var seconds) ->
          "preStop sleeps " + seconds.get().map(String::valueOf).orElse("?") + " s";
      case Handler.Exec _ -> "preStop runs a command";
      case Handler.HttpGet _ -> "preStop asks over HTTP";
      case Handler.TcpSocket _, Handler.Grpc _, Handler.None _ -> "a preStop that does nothing";
    };
  }
}
