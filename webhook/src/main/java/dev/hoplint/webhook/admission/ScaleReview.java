package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.Snapshot;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks at `…/scale`: whoever takes the last pod away from a Service is told which one, and never
/// kept from it. Accounts of programs are not told: they do it all the time, and nobody reads it.
final class ScaleReview {
  private ScaleReview() {}

  static boolean isScale(Review review) {
    return review.subResource().equals("scale") && review.kind().name().equals("Scale");
  }

  static List<String> warnings(Review review, Snapshot snapshot, Policy policy, LocalDate today) {
    boolean silenced =
        SystemCallers.isServiceAccount(review.user()) || SystemCallers.isSystem(review.user());
    if (silenced || !snapshot.isFresh() || !isToZero(review)) {
      return List.of();
    }
    World world = snapshot.world();
    return world.all(Workload.class, review.namespace()).stream()
        .filter(workload -> isScaled(workload, review))
        .flatMap(workload -> Bereft.scaled(workload, world, policy, today).stream())
        .toList();
  }

  private static boolean isToZero(Review review) {
    Optional<Long> before = review.oldObject().flatMap(ScaleReview::replicas);
    return review.object().flatMap(ScaleReview::replicas).orElse(0L) == 0
        && review.object().isPresent()
        && before.orElse(1L) > 0;
  }

  /// Zero is not written: the field leaves it out.
  private static Optional<Long> replicas(Mapping scale) {
    return scale.get("spec").orElse(null) instanceof Mapping spec
        ? spec.get("replicas").orElse(null) instanceof Scalar scalar
            ? scalar.integer()
            : Optional.of(0L)
        : Optional.empty();
  }

  private static boolean isScaled(Resource workload, Review review) {
    String plural = workload.ref().kind().name().toLowerCase(Locale.ROOT) + "s";
    return workload.name().equals(review.name()) && plural.equals(review.resource());
  }
}
