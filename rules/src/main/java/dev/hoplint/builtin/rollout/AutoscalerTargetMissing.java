package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;

/// A HorizontalPodAutoscaler whose target does not exist: `AbleToScale: False, FailedGetScale` in
/// its status, and no pod is ever added (`reconcileAutoscaler` of the horizontal controller).
public final class AutoscalerTargetMissing implements Rule.OfAutoscaler {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "autoscaler-target-missing",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a HorizontalPodAutoscaler scales an object that does not exist")
          .reads("Workload", "HorizontalPodAutoscaler")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Autoscaler autoscaler, RuleContext context) {
    Optional<String> kind = autoscaler.targetKind().get();
    if (autoscaler.type() != Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER || kind.isEmpty()) {
      return List.of();
    }
    World world = context.world();
    return switch (world.targetOf(autoscaler)) {
      case Resolved.Found<Workload>(Workload target) ->
          ScaleTarget.isOfWrongGroup(autoscaler)
              ? List.of(wrongGroup(autoscaler, target))
              : List.of();
      case Resolved.Missing<Workload>(List<NearMiss> near) ->
          mayExist(autoscaler, kind.get(), world)
              ? List.of()
              : List.of(missing(autoscaler, kind.get(), near, world));
      case Resolved.Unknown<Workload> _ -> List.of();
    };
  }

  /// Kinds that are no workloads here (custom resources, Rollouts that take their pods from a
  /// Deployment) are looked up as what they are; in an open world the kind must be in sight.
  private static boolean mayExist(Autoscaler autoscaler, String kind, World world) {
    boolean closed = world.visibility().of(kind) == Visibility.Sight.CLOSED;
    boolean kindSeen = false;
    for (Resource resource : world.resources(autoscaler.namespace())) {
      if (resource.ref().kind().name().equals(kind)) {
        kindSeen |= world.together(autoscaler, resource);
        if (resource.name().equals(autoscaler.targetName().or(""))) {
          return true;
        }
      }
    }
    return !closed && !kindSeen;
  }

  private static Finding missing(
      Autoscaler autoscaler, String kind, List<NearMiss> near, World world) {
    String name = autoscaler.targetName().or("");
    Finding finding =
        Finding.in(
                autoscaler,
                META,
                autoscaler.targetName().place(),
                autoscaler.quoted()
                    + " scales "
                    + kind
                    + " \""
                    + name
                    + "\", but namespace \""
                    + autoscaler.namespace()
                    + "\" has no such object"
                    + instead(autoscaler, name, near, world))
            .target(kind + "/" + name)
            .help("name the workload that the autoscaler is to scale");
    return near.isEmpty()
        ? finding
        : finding.related(
            "what comes nearest", near.getFirst().resource(), near.getFirst().place());
  }

  /// ` (it has StatefulSet "search")`: the same name in another kind, else the nearest.
  private static String instead(
      Autoscaler autoscaler, String name, List<NearMiss> near, World world) {
    return world.all(Workload.class, autoscaler.namespace()).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(same -> " (it has " + same.quoted() + ")")
        .or(() -> near.stream().findFirst().map(one -> " (" + one.text() + ")"))
        .orElse("");
  }

  private static Finding wrongGroup(Autoscaler autoscaler, Workload target) {
    String written =
        autoscaler.targetApiVersion().isPresent()
            ? "apiVersion \"" + autoscaler.targetApiVersion().or("") + "\""
            : "no apiVersion";
    return Finding.in(
            autoscaler,
            META,
            autoscaler.targetApiVersion().isPresent()
                ? autoscaler.targetApiVersion().place()
                : autoscaler.targetKind().place(),
            autoscaler.quoted()
                + " scales "
                + target.quoted()
                + " with "
                + written
                + ", but that kind exists in apps/v1 only")
        .help("set scaleTargetRef.apiVersion to apps/v1")
        .related("the workload", target, target.meta().namePlace());
  }
}
