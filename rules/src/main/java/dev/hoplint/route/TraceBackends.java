package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Endpoints;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stations of one request behind the choice of a backend: Service, port, pods, container.
final class TraceBackends {
  private final RouteGraph graph;
  private final Controller controller;
  private final Ingress ingress;
  private final Certainty certainty;
  private final List<TraceHop> hops = new ArrayList<>();
  private TraceLeg.Used used;

  /// @param certainty how sure it is that the backend is asked
  TraceBackends(RouteGraph graph, Ingress ingress, TraceLeg.Used used, Certainty certainty) {
    this.graph = graph;
    this.ingress = ingress;
    this.controller = graph.controller(ingress);
    this.used = used;
    this.certainty = certainty;
  }

  List<TraceHop> hops() {
    return List.copyOf(hops);
  }

  TraceLeg.Used used() {
    return used;
  }

  /// Follows the backend to its end.
  TraceAnswer follow(Ingress.Backend backend, String target) {
    return switch (backend) {
      case Ingress.ServiceBackend service -> service(service, target);
      case Ingress.ResourceBackend other ->
          unknown(
              TraceHop.Kind.SERVICE,
              "what "
                  + other.kind().or("a resource")
                  + " \""
                  + other.name().or("?")
                  + "\" answers is the controller's business",
              other.place());
      case Ingress.UnreadableBackend other ->
          unknown(TraceHop.Kind.SERVICE, "the backend cannot be read", other.place());
    };
  }

  private TraceAnswer service(Ingress.ServiceBackend backend, String target) {
    String name = backend.service().or("?");
    used =
        used.asking(
            new TraceLeg.Backend(
                ingress.namespace() + "/" + name,
                backend.port().get().map(PortRef::text).orElse("?"),
                target));
    Optional<Route> route =
        graph.routesOf(ingress).stream()
            .filter(one -> one.backend().filter(ref -> ref.place() == backend.place()).isPresent())
            .findFirst();
    Resolved<Service> service =
        route.map(Route::service).orElseGet(() -> new Resolved.Unknown<>("it was not followed"));
    return switch (service) {
      case Resolved.Missing<Service>(List<NearMiss> near) -> missing(backend, name, near);
      case Resolved.Unknown<Service>(String why) ->
          unknown(
              TraceHop.Kind.SERVICE,
              "Service \"" + name + "\" is not in the input: " + why,
              backend.service().place());
      case Resolved.Found<Service>(Service found) ->
          found(found, backend, route.map(Route::port).orElseGet(PortMatch.Unknown::new));
    };
  }

  private TraceAnswer missing(Ingress.ServiceBackend backend, String name, List<NearMiss> near) {
    TraceHop hop =
        TraceHop.at(
            TraceHop.Kind.SERVICE,
            TraceHop.Verdict.FAILED,
            "namespace \"" + ingress.namespace() + "\" has no Service \"" + name + "\"",
            ingress,
            backend.service().place());
    for (NearMiss miss : near) {
      hop = hop.note(TraceHop.Note.at(miss.text(), miss.resource(), miss.place()));
    }
    return fails(hop, Defect.SERVICE_MISSING);
  }

  private TraceAnswer found(Service service, Ingress.ServiceBackend backend, PortMatch port) {
    used = used.through(service);
    hops.add(
        TraceHop.at(
            TraceHop.Kind.SERVICE,
            TraceHop.Verdict.PASSED,
            "Service " + service.namespace() + "/" + service.name(),
            service,
            service.meta().namePlace()));
    String wanted = backend.port().get().map(PortRef::toString).orElse("?");
    return switch (port) {
      case PortMatch.Found(Service.Port found) -> through(service, found);
      case PortMatch.ByTarget(Service.Port found) when controller.acceptsTargetPort() -> {
        TraceAnswer answer = through(service, found);
        hops.set(
            1,
            hops.get(1)
                .note(
                    TraceHop.Note.at(
                        wanted + " is its targetPort, which only " + controller.words() + " takes",
                        ingress,
                        backend.port().place())));
        yield answer;
      }
      case PortMatch.ByTarget _, PortMatch.Missing _ ->
          fails(
              TraceHop.at(
                      TraceHop.Kind.PORT,
                      TraceHop.Verdict.FAILED,
                      "the backend asks for port "
                          + wanted
                          + ", and the Service has "
                          + ports(service),
                      ingress,
                      backend.port().place())
                  .note(TraceHop.Note.at("ports of the Service", service, portsPlace(service))),
              Defect.PORT_NOT_ON_SERVICE);
      case PortMatch.Unknown _ ->
          service.isExternalName()
              ? external(service)
              : unknown(
                  TraceHop.Kind.PORT,
                  "which port of the Service is meant cannot be read",
                  backend.port().place());
    };
  }

  private static dev.hoplint.resource.Place portsPlace(Service service) {
    return service.ports().isEmpty()
        ? service.meta().namePlace()
        : service.ports().getFirst().place();
  }

  private static String ports(Service service) {
    return service.ports().isEmpty()
        ? "none"
        : "only " + String.join(", ", service.ports().stream().map(Service.Port::label).toList());
  }

  private TraceAnswer through(Service service, Service.Port port) {
    used = used.through(port);
    if (service.isExternalName()) {
      return external(service);
    }
    String target = port.target().get().map(PortRef::toString).orElse("?");
    hops.add(
        TraceHop.at(
            TraceHop.Kind.PORT,
            TraceHop.Verdict.PASSED,
            port.label() + " → targetPort " + target,
            service,
            port.targetPort().isAbsent() ? port.place() : port.targetPort().place()));
    if (service.selector().isEmpty()) {
      return withoutSelector(service);
    }
    return switch (graph.selected(service)) {
      case Resolved.Missing<List<Workload>>(List<NearMiss> near) -> nothing(service, near);
      case Resolved.Unknown<List<Workload>>(String why) ->
          unknown(
              TraceHop.Kind.PODS,
              "which pods carry " + service.selector() + " is not known: " + why,
              service.selector().place());
      case Resolved.Found<List<Workload>>(List<Workload> workloads) ->
          pods(service, port, workloads);
    };
  }

  private TraceAnswer external(Service service) {
    String name = service.externalName().or("?");
    hops.add(
        TraceHop.at(
            TraceHop.Kind.PODS,
            TraceHop.Verdict.PASSED,
            "leaves the cluster to \"" + name + "\"",
            service,
            service.externalName().place()));
    return new TraceAnswer.Application(
        "the host \"" + name + "\"", certainty.atMost(Certainty.LIKELY));
  }

  private TraceAnswer withoutSelector(Service service) {
    Optional<Endpoints> written =
        graph.world().all(Endpoints.class, service.namespace()).stream()
            .filter(one -> one.service().is(service.name()))
            .findFirst();
    if (written.isEmpty()) {
      return unknown(
          TraceHop.Kind.PODS,
          "the Service has no selector, and the input shows no endpoints for it",
          service.meta().namePlace());
    }
    hops.add(
        TraceHop.at(
            TraceHop.Kind.PODS,
            TraceHop.Verdict.PASSED,
            "endpoints are written by hand in " + written.get().ref(),
            written.get(),
            written.get().meta().namePlace()));
    return new TraceAnswer.Application(
        "the endpoints of " + service.quoted(), certainty.atMost(Certainty.LIKELY));
  }

  private TraceAnswer nothing(Service service, List<NearMiss> near) {
    TraceHop hop =
        TraceHop.at(
            TraceHop.Kind.PODS,
            TraceHop.Verdict.FAILED,
            "no pod of namespace \"" + service.namespace() + "\" carries " + service.selector(),
            service,
            service.selector().place());
    for (NearMiss miss : near) {
      hop = hop.note(TraceHop.Note.at(miss.text(), miss.resource(), miss.place()));
    }
    return fails(hop, Defect.NO_ENDPOINTS);
  }

  private TraceAnswer pods(Service service, Service.Port port, List<Workload> workloads) {
    List<Workload> serving =
        workloads.stream().filter(one -> !one.type().runsToCompletion()).toList();
    List<Workload> all = serving.isEmpty() ? workloads : serving;
    used = used.reaching(all);
    List<Target> targets =
        graph.targets(service).stream()
            .filter(one -> one.port() == port && all.contains(one.workload()))
            .toList();
    for (Workload workload : all) {
      hops.add(TracePods.replicas(workload, graph.world()));
    }
    boolean open = false;
    List<Target> answering = new ArrayList<>();
    for (Target target : targets) {
      TraceHop hop = TracePods.container(target);
      hops.add(hop);
      open |= hop.verdict() == TraceHop.Verdict.UNKNOWN;
      if (hop.verdict() == TraceHop.Verdict.PASSED) {
        answering.add(target);
      }
    }
    if (answering.isEmpty()) {
      TraceHop last = hops.getLast();
      return open
          ? new TraceAnswer.Unknown(TraceHop.Kind.CONTAINER, last.text())
          : status(last, Defect.NO_ENDPOINTS);
    }
    answering.forEach(target -> hops.add(TracePods.probe(target.workload())));
    answering.forEach(target -> hops.add(TracePods.shutdown(target)));
    return new TraceAnswer.Application(answering.getFirst().workload().quoted(), certainty);
  }

  private TraceAnswer unknown(TraceHop.Kind kind, String why, dev.hoplint.resource.Place place) {
    hops.add(
        new TraceHop(
            kind,
            TraceHop.Verdict.UNKNOWN,
            why,
            used.service()
                .<dev.hoplint.resource.Resource>map(one -> one)
                .or(() -> Optional.of(ingress)),
            Optional.of(place),
            List.of()));
    return new TraceAnswer.Unknown(kind, why);
  }

  private TraceAnswer fails(TraceHop hop, Defect defect) {
    hops.add(hop);
    return status(hop, defect);
  }

  private TraceAnswer status(TraceHop hop, Defect defect) {
    Symptom symptom = controller.symptom(defect);
    return new TraceAnswer.Status(
        symptom.statuses(),
        symptom.from(),
        hop.kind(),
        certainty.atMost(controller.certainty(defect)),
        hop.text());
  }
}
