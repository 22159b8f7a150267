package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
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
import dev.hoplint.world.Match;
import dev.hoplint.world.Names;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.Selectors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A Service's selector matches no pod.
///
/// The endpoints controller lists the pods that carry every label of the selector
/// (k8s.io/kubernetes, pkg/controller/endpointslice); none means no endpoints. A template without
/// pods yet is not asked at admission, where Services come before their workloads.
public final class ServiceSelectsNothing implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "service-selects-nothing",
              Severity.ERROR,
              Certainty.CERTAIN,
              "The selector of a Service matches no pod template of its namespace")
          .statuses(404, 502, 503)
          .reads("Service", "Workload", "Endpoints", "Ingress", "HTTPRoute")
          .looks(Neighbourhood.NAMESPACE)
          .doors(Door.FILES, Door.CLUSTER)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    boolean missing =
        !service.selector().isEmpty()
            && context.graph().selected(service) instanceof Resolved.Missing<List<Workload>>;
    if (!missing || HandMadeEndpoints.exist(context.world(), service)) {
      return List.of();
    }
    List<NearMiss> near =
        context.graph().selected(service) instanceof Resolved.Missing<List<Workload>>(var misses)
            ? misses
            : List.of();
    String selector = service.selector().toString();
    Finding finding =
        Finding.in(
                service,
                META,
                place(service, near),
                service.quoted()
                    + " selects "
                    + selector
                    + ", which no pod of namespace \""
                    + service.namespace()
                    + "\" carries"
                    + instead(service, near, context))
            .target(selector)
            .help("make the selector a part of the labels of the pod template it is meant for");
    for (NearMiss miss : near) {
      finding =
          finding.related("pod labels of " + miss.resource().ref(), miss.resource(), miss.place());
    }
    return List.of(answered(finding, service, context));
  }

  private static Finding answered(Finding finding, Service service, RuleContext context) {
    List<Route> routes = Answers.dependentRoutes(context.graph(), service);
    if (!routes.isEmpty()) {
      return Answers.add(finding, routes, Defect.NO_ENDPOINTS);
    }
    Symptom symptom =
        service.isHeadless()
            ? Symptom.effect("cluster DNS", "the name has no address")
            : Symptom.effect("kube-proxy", "connection refused");
    return finding.severity(Severity.WARNING).symptom(symptom);
  }

  /// The first label that the nearest workload does not have; the first one where none is near.
  private static Place place(Service service, List<NearMiss> near) {
    for (NearMiss miss : near) {
      if (miss.resource() instanceof Workload workload
          && workload.namespace().equals(service.namespace())) {
        for (StringMap.Entry entry : service.selector().entries()) {
          if (Selectors.matchEntry(entry, workload.template().labels(), Set.of()) == Match.NO) {
            return entry.value().place();
          }
        }
      }
    }
    return service.selector().entries().getFirst().value().place();
  }

  private static String instead(Service service, List<NearMiss> near, RuleContext context) {
    return near.stream()
        .findFirst()
        .map(NearMiss::text)
        .or(() -> nearestValue(service, context))
        .map(text -> " (" + text + ")")
        .orElse("");
  }

  /// Where no label matches, a value of the namespace that is spelled nearly the same.
  private static Optional<String> nearestValue(Service service, RuleContext context) {
    List<Workload> workloads = context.world().all(Workload.class, service.namespace());
    for (StringMap.Entry entry : service.selector().entries()) {
      List<String> values =
          workloads.stream()
              .flatMap(workload -> workload.template().labels().get(entry.key()).stream())
              .distinct()
              .toList();
      Field<String> wanted = entry.value();
      Optional<String> nearest = Names.nearest(wanted.or(""), values);
      if (nearest.isPresent()) {
        return Optional.of("the nearest label is " + entry.key() + "=" + nearest.get());
      }
    }
    return Optional.empty();
  }
}
