package dev.hoplint.engine;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Sidecars;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// New releases of workloads: other tags or digests of the same images, and restarts. The most
/// frequent change of a cluster, and one that says nothing about other objects: rules look at the
/// repository of a neighbour's image only, and at tags only of controllers' images.
final class Release {
  /// Set by `kubectl rollout restart`.
  static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

  private Release() {}

  /// Whether the worlds differ in nothing else.
  static boolean isAll(World before, World after, Set<ObjectRef> changed) {
    return changed.stream().allMatch(ref -> isRelease(workload(before, ref), workload(after, ref)));
  }

  private static Optional<Workload> workload(World world, ObjectRef ref) {
    List<Placed> placed = world.placed(ref);
    return placed.size() == 1 && placed.getFirst().resource() instanceof Workload workload
        ? Optional.of(workload)
        : Optional.empty();
  }

  private static boolean isRelease(Optional<Workload> before, Optional<Workload> after) {
    return before.isPresent()
        && after.isPresent()
        && isSameProxies(before.get(), after.get())
        && without(before.get()).equals(without(after.get()));
  }

  /// A mesh's proxy is also told by a part of its image.
  private static boolean isSameProxies(Workload before, Workload after) {
    return proxies(before).equals(proxies(after));
  }

  private static List<Boolean> proxies(Workload workload) {
    return workload.template().containers().stream().map(Sidecars::isMesh).toList();
  }

  private static Resource without(Workload workload) {
    PodTemplate template = workload.template();
    return new Workload(
        workload.meta(),
        workload.type(),
        workload.replicas(),
        workload.selector(),
        new PodTemplate(
            template.place(),
            template.labels(),
            without(template.annotations()),
            template.containers().stream().map(Release::without).toList(),
            template.terminationGracePeriodSeconds(),
            template.claims(),
            template.hostNetwork(),
            template.resources(),
            template.readinessGates(),
            template.configMaps()),
        workload.strategy(),
        workload.minReadySeconds(),
        workload.claimTemplates());
  }

  private static StringMap without(StringMap annotations) {
    return annotations.has(RESTARTED)
        ? new StringMap(
            annotations.place(),
            annotations.entries().stream().filter(one -> !one.key().equals(RESTARTED)).toList())
        : annotations;
  }

  private static Container without(Container container) {
    return new Container(
        container.place(),
        container.role(),
        container.name(),
        untagged(container.image()),
        container.command(),
        container.args(),
        container.ports(),
        container.environment(),
        container.readinessProbe(),
        container.livenessProbe(),
        container.startupProbe(),
        container.preStop(),
        container.requests(),
        container.limits(),
        container.hasMounts());
  }

  private static Field<String> untagged(Field<String> image) {
    return image.map(
        text -> {
          int tag = text.indexOf(':', text.lastIndexOf('/') + 1);
          int digest = text.indexOf('@');
          int end = tag < 0 || (digest >= 0 && digest < tag) ? digest : tag;
          // With its mark, so that "auto" and "auto:1" stay two things.
          return end < 0 || mayBeController(text) ? text : text.substring(0, end + 1);
        });
  }

  /// The version of a controller decides about all that it serves.
  private static boolean mayBeController(String image) {
    return image.contains("controller") || image.contains("ingress");
  }
}
