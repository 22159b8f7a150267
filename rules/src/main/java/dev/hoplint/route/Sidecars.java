package dev.hoplint.route;

import dev.hoplint.resource.Container;
import java.util.List;
import java.util.Set;

/// Containers that stand beside the application: mesh proxies and agents that catch its traffic.
public final class Sidecars {
  private static final Set<String> NAMES =
      Set.of(
          "istio-proxy",
          "linkerd-proxy",
          "envoy-sidecar",
          "consul-dataplane",
          "kuma-sidecar",
          "osm-envoy",
          "daprd");
  private static final List<String> IMAGES =
      List.of(
          "istio/proxyv2", "linkerd/proxy", "kumahq/kuma-dp", "daprio/daprd", "consul-dataplane");

  private Sidecars() {}

  /// Whether the container is a service mesh's proxy, which takes over the pod's ports.
  public static boolean isMesh(Container container) {
    return container.name().get().filter(NAMES::contains).isPresent()
        || container.image().get().filter(Sidecars::isMeshImage).isPresent();
  }

  private static boolean isMeshImage(String image) {
    return IMAGES.stream().anyMatch(image::contains);
  }
}
