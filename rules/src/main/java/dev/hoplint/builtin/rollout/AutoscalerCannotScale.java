package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.LimitRange;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.List;
import java.util.Optional;

/// An autoscaler on utilisation whose pods have a container without a request: "missing request for
/// cpu in container …", and the number of pods stays (`calculatePodRequests` of the replica
/// calculator; limits stand for absent requests, native sidecars count, resources of the pod as a
/// whole stand for those of its containers). See [UtilizationMetric].
public final class AutoscalerCannotScale implements Rule.OfAutoscaler {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "autoscaler-cannot-scale",
              Severity.WARNING,
              Certainty.LIKELY,
              "an autoscaler on utilisation, and a container without a request to compare with")
          .statuses(503, 504)
          .reads(
              "Ingress",
              "HTTPRoute",
              "Service",
              "Workload",
              "HorizontalPodAutoscaler",
              "LimitRange",
              "VerticalPodAutoscaler")
          .looks(Neighbourhood.NAMESPACE)
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Autoscaler autoscaler, RuleContext context) {
    World world = context.world();
    Optional<Workload> target = ScaleTarget.of(autoscaler, world);
    if (target.isEmpty() || isScaledVertically(target.get(), world)) {
      return List.of();
    }
    Workload workload = target.get();
    Optional<Finding> first = Optional.empty();
    for (Optional<UtilizationMetric> metric : UtilizationMetric.of(autoscaler)) {
      Optional<Container> lacking =
          metric
              .filter(one -> !hasDefault(workload, one.resource(), world))
              .flatMap(one -> one.lackingContainer(workload.template()));
      if (lacking.isEmpty()) {
        // A metric that can be read still scales the workload up.
        return List.of();
      }
      if (first.isEmpty()) {
        first = metric.map(one -> finding(workload, lacking.get(), one, autoscaler));
      }
    }
    Optional<Reach> reach = Reach.of(context.graph(), workload).filter(Reach::isRouted);
    return first
        .map(
            finding ->
                reach
                    .map(
                        one ->
                            finding
                                .symptom(one.symptom(Defect.SLOW_RESPONSE, When.LOAD))
                                .routes(one.routes()))
                    .orElse(finding))
        .stream()
        .toList();
  }

  private static boolean hasDefault(Workload workload, String resource, World world) {
    return workload.template().resources().contains(resource)
        || world.all(LimitRange.class, workload.namespace()).stream()
            .anyMatch(range -> range.defaultRequests().contains(resource));
  }

  private static boolean isScaledVertically(Workload workload, World world) {
    return world.all(Opaque.class, workload.namespace()).stream()
        .filter(one -> one.ref().kind().name().equals("VerticalPodAutoscaler"))
        .anyMatch(
            one ->
                one.root().get("spec").flatMap(spec -> text(spec, "targetRef")).stream()
                    .anyMatch(workload.name()::equals));
  }

  private static Optional<String> text(Node spec, String reference) {
    return spec.resolve() instanceof Mapping mapping
            && mapping.get(reference).map(Node::resolve).orElse(null) instanceof Mapping target
            && target.get("name").map(Node::resolve).orElse(null) instanceof Scalar name
        ? Optional.of(name.value())
        : Optional.empty();
  }

  private static Finding finding(
      Workload workload, Container container, UtilizationMetric metric, Autoscaler autoscaler) {
    return Finding.in(
            workload,
            META,
            container.name().place(),
            "Container \""
                + container.name().or("?")
                + "\" of "
                + workload.quoted()
                + " requests no "
                + metric.resource()
                + ", so "
                + autoscaler.quoted()
                + " cannot compute its utilisation and never scales")
        .help("set resources.requests." + metric.resource())
        .target(metric.resource())
        .related("the metric", autoscaler, metric.place());
  }
}
