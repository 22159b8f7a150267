package dev.hoplint.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The types of objects a [FakeKube] can name: those of Kubernetes and those it was told. Types it
/// was not told are served all the same; their plurals follow the usual spelling.
final class KubeTypes {
  /// @param apiVersion group and version, as in manifests
  record Type(String apiVersion, String kind, String plural, boolean namespaced) {
    String group() {
      int slash = apiVersion.indexOf('/');
      return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    String version() {
      return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
  }

  private final List<Type> known = new CopyOnWriteArrayList<>();

  KubeTypes() {
    of("v1", "services", "Service", "configmaps", "ConfigMap", "secrets", "Secret");
    of("v1", "events", "Event", "pods", "Pod", "serviceaccounts", "ServiceAccount");
    of("v1", "endpoints", "Endpoints");
    clusterWide("v1", "namespaces", "Namespace", "nodes", "Node");
    of("apps/v1", "deployments", "Deployment", "statefulsets", "StatefulSet");
    of("apps/v1", "daemonsets", "DaemonSet", "replicasets", "ReplicaSet");
    of("networking.k8s.io/v1", "ingresses", "Ingress", "networkpolicies", "NetworkPolicy");
    clusterWide("networking.k8s.io/v1", "ingressclasses", "IngressClass");
    of("discovery.k8s.io/v1", "endpointslices", "EndpointSlice");
    of("policy/v1", "poddisruptionbudgets", "PodDisruptionBudget");
    of("autoscaling/v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler");
    of("gateway.networking.k8s.io/v1", "httproutes", "HTTPRoute", "gateways", "Gateway");
    clusterWide("gateway.networking.k8s.io/v1", "gatewayclasses", "GatewayClass");
    of("coordination.k8s.io/v1", "leases", "Lease");
    of("events.k8s.io/v1", "events", "Event");
    clusterWide(
        "admissionregistration.k8s.io/v1",
        "validatingwebhookconfigurations",
        "ValidatingWebhookConfiguration");
  }

  void know(Type type) {
    known.addFirst(type);
  }

  List<Type> known() {
    return List.copyOf(known);
  }

  Optional<Type> ofKind(String apiVersion, String kind) {
    return known.stream()
        .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
        .findFirst();
  }

  Optional<Type> ofPlural(String group, String plural) {
    return known.stream()
        .filter(type -> type.group().equals(group) && type.plural().equals(plural))
        .findFirst();
  }

  /// The type of an object; guessed for one that is not known.
  Type of(Map<String, ?> object) {
    String apiVersion = String.valueOf(object.get("apiVersion"));
    String kind = String.valueOf(object.get("kind"));
    boolean namespaced =
        object.get("metadata") instanceof Map<?, ?> metadata && metadata.containsKey("namespace");
    return ofKind(apiVersion, kind)
        .orElseGet(() -> new Type(apiVersion, kind, plural(kind), namespaced));
  }

  /// The API groups in which something is known, as the discovery tells them.
  List<String> versions() {
    return new ArrayList<>(known.stream().map(Type::apiVersion).distinct().toList());
  }

  private static String plural(String kind) {
    String one = kind.toLowerCase(Locale.ROOT);
    if (one.endsWith("y")) {
      return one.substring(0, one.length() - 1) + "ies";
    }
    return one + (one.endsWith("s") || one.endsWith("x") ? "es" : "s");
  }

  private void of(String apiVersion, String... names) {
    add(apiVersion, true, names);
  }

  private void clusterWide(String apiVersion, String... names) {
    add(apiVersion, false, names);
  }

  private void add(String apiVersion, boolean namespaced, String... names) {
    for (int i = 0; i < names.length; i += 2) {
      known.add(new Type(apiVersion, names[i + 1], names[i], namespaced));
    }
  }
}
