package dev.hoplint.cluster;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.world.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which kinds are watched: the standard ones and those that are asked for. What a watch needs in
/// rights, and what the engine may take for complete, follows from it.
///
/// @param all in the order in which they are listed
public record WatchedKinds(List<WatchedKind> all) {
  private static final String GATEWAY = "gateway.networking.k8s.io";

  private static final List<WatchedKind> STANDARD =
      List.of(
          new WatchedKind("Service", "", "v1", "services", true),
          new WatchedKind("Namespace", "", "v1", "namespaces", false),
          new WatchedKind("Ingress", "networking.k8s.io", "v1", "ingresses", true),
          new WatchedKind("IngressClass", "networking.k8s.io", "v1", "ingressclasses", false),
          new WatchedKind("Deployment", "apps", "v1", "deployments", true),
          new WatchedKind("StatefulSet", "apps", "v1", "statefulsets", true),
          new WatchedKind("DaemonSet", "apps", "v1", "daemonsets", true));

  public WatchedKinds {
    all = List.copyOf(all);
  }

  /// Kinds that are watched only when asked for.
  public enum Option {
    ENDPOINT_SLICES(
        new WatchedKind("EndpointSlice", "discovery.k8s.io", "v1", "endpointslices", true)),
    NETWORK_POLICIES(
        new WatchedKind("NetworkPolicy", "networking.k8s.io", "v1", "networkpolicies", true)),
    DISRUPTION_BUDGETS(
        new WatchedKind("PodDisruptionBudget", "policy", "v1", "poddisruptionbudgets", true)),
    AUTOSCALERS(
        new WatchedKind(
            "HorizontalPodAutoscaler", "autoscaling", "v2", "horizontalpodautoscalers", true)),
    GATEWAY_API(
        new WatchedKind("HTTPRoute", GATEWAY, "v1", "httproutes", true),
        new WatchedKind("Gateway", GATEWAY, "v1", "gateways", true));

    private final List<WatchedKind> kinds;

    Option(WatchedKind... kinds) {
      this.kinds = List.of(kinds);
    }
  }

  /// One rule of a ClusterRole.
  public record RbacRule(List<String> apiGroups, List<String> resources, List<String> verbs) {}

  /// Services, Namespaces, Ingresses, IngressClasses, Deployments, StatefulSets, DaemonSets.
  public static WatchedKinds standard() {
    return new WatchedKinds(STANDARD);
  }

  /// The standard kinds and more.
  public static WatchedKinds with(Collection<Option> options) {
    List<WatchedKind> all = new ArrayList<>(STANDARD);
    for (Option option : EnumSet.allOf(Option.class)) {
      if (options.contains(option)) {
        all.addAll(option.kinds);
      }
    }
    return new WatchedKinds(all);
  }

  /// All kinds that could be watched.
  static WatchedKinds possible() {
    return with(EnumSet.allOf(Option.class));
  }

  /// The rights it takes, one rule for each API group, core first; resources as they are watched.
  public List<RbacRule> rbacRules() {
    Map<String, List<String>> resources = new TreeMap<>();
    for (WatchedKind kind : all) {
      resources.computeIfAbsent(kind.group(), _ -> new ArrayList<>()).add(kind.plural());
    }
    return resources.entrySet().stream()
        .map(
            entry ->
                new RbacRule(
                    List.of(entry.getKey()), entry.getValue(), List.of("get", "list", "watch")))
        .toList();
  }

  /// What the world shows while these kinds, by name, are listed: all of them, and nothing else.
  public static Visibility visibility(Set<String> listed) {
    Map<String, Visibility.Sight> kinds = new HashMap<>();
    listed.forEach(kind -> kinds.put(kind, Visibility.Sight.CLOSED));
    return new Visibility(Visibility.Sight.UNWATCHED, kinds);
  }

  /// The watched kind of an object, whatever version of the API it is written in.
  Optional<WatchedKind> of(ObjectRef object) {
    return all.stream()
        .filter(
            kind ->
                kind.kind().equals(object.kind().name())
                    && kind.group().equals(object.kind().group()))
        .findFirst();
  }
}
