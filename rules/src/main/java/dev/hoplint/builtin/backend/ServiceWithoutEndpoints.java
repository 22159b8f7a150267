package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Endpoints;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Names;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import java.util.List;
import java.util.Optional;

/// A routed Service without selector for which nobody writes endpoints.
///
/// Kubernetes makes endpoints for selectors only (core/v1 `ServiceSpec.selector`: "if empty or not
/// present, the service is assumed to have an external process managing its endpoints"). Such a
/// process may exist unseen, so the finding is never certain.
public final class ServiceWithoutEndpoints implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "service-without-endpoints",
              Severity.WARNING,
              Certainty.LIKELY,
              "A routed Service has no selector, and nothing gives it endpoints")
          .statuses(404, 502, 503)
          .reads("Service", "Endpoints", "EndpointSlice", "Ingress", "HTTPRoute")
          .looks(Neighbourhood.NAMESPACE)
          .doors(Door.FILES, Door.CLUSTER)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    if (service.isExternalName()
        || service.type().isUnknown()
        || !service.selector().isEmpty()
        || HandMadeEndpoints.exist(context.world(), service)
        || mayBeSupplied(context.world(), service)
        || isApex(context.world(), service)) {
      return List.of();
    }
    List<Route> routes = Answers.dependentRoutes(context.graph(), service);
    if (routes.isEmpty()) {
      return List.of();
    }
    Optional<Endpoints> near = nearest(context.world(), service);
    Finding finding =
        Finding.in(
                service,
                META,
                service.meta().namePlace(),
                service.quoted()
                    + " has no selector, and no Endpoints or EndpointSlice gives it endpoints"
                    + near.map(
                            one ->
                                " ("
                                    + one.quoted()
                                    + " is for Service \""
                                    + one.service().or("")
                                    + "\")")
                        .orElse(""))
            .help("add the selector of the pods, or an EndpointSlice for the Service");
    if (near.isPresent()) {
      finding =
          finding.related(near.get().ref().toString(), near.get(), near.get().service().place());
    }
    return List.of(Answers.add(finding, routes, Defect.NO_ENDPOINTS));
  }

  /// Whether something of the input may create endpoints. Endpoints are rarely written, so that
  /// none are shown proves nothing: the question is asked as for Services, which are shown.
  private static boolean mayBeSupplied(World world, Service service) {
    return List.of("EndpointSlice", "Endpoints").stream()
        .anyMatch(
            kind ->
                world
                    .whyUnknown(
                        service.meta(), Service.class, kind, service.namespace(), service.name())
                    .isPresent());
  }

  /// Whether a mesh sends the Service's requests on to others (SMI TrafficSplit).
  private static boolean isApex(World world, Service service) {
    return world.all(Opaque.class, service.namespace()).stream()
        .filter(one -> one.ref().kind().name().equals("TrafficSplit"))
        .flatMap(split -> split.root().get("spec").stream())
        .filter(Mapping.class::isInstance)
        .flatMap(spec -> ((Mapping) spec).get("service").stream())
        .anyMatch(name -> name instanceof Scalar scalar && scalar.value().equals(service.name()));
  }

  private static Optional<Endpoints> nearest(World world, Service service) {
    List<Endpoints> all = world.all(Endpoints.class, service.namespace());
    List<String> names = all.stream().flatMap(one -> one.service().get().stream()).toList();
    return Names.nearest(service.name(), names)
        .flatMap(name -> all.stream().filter(one -> one.service().is(name)).findFirst());
  }
}
