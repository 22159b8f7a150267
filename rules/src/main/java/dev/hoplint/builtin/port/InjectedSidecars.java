package dev.hoplint.builtin.port;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Sidecars;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Sidecars that a webhook adds when the pod is made, and the ports they bring.
final class InjectedSidecars {
  /// Names of ports that the injected proxies of Istio, Linkerd and Dapr declare.
  private static final Set<String> NAMES =
      Set.of(
          "http-envoy-prom",
          "linkerd-proxy",
          "linkerd-admin",
          "dapr-http",
          "dapr-grpc",
          "dapr-internal",
          "dapr-metrics");

  /// Ports on which those proxies listen: Istio 150xx, Linkerd 4140 to 4191, Consul 20000 and
  /// 20200.
  private static final Set<Integer> NUMBERS =
      Set.of(
          15_000, 15_001, 15_004, 15_006, 15_008, 15_020, 15_021, 15_053, 15_090, 4_140, 4_143,
          4_190, 4_191, 20_000, 20_200);

  /// Injectors whose sidecars bring no other port names than [#NAMES].
  private static final List<String> KNOWN =
      List.of("sidecar.istio.io/", "linkerd.io/", "dapr.io/", "vault.hashicorp.com/");

  private InjectedSidecars() {}

  /// Whether an injected container may name this port.
  static boolean mayName(Workload workload, String name) {
    return NAMES.contains(name)
        || injections(workload)
            .anyMatch(entry -> KNOWN.stream().noneMatch(entry.key()::startsWith));
  }

  /// Whether an injected container may listen on this port.
  static boolean mayListen(Workload workload, int number) {
    return NUMBERS.contains(number)
        || injections(workload).findAny().isPresent()
        || workload.template().serving().stream().anyMatch(Sidecars::isMesh);
  }

  private static Stream<StringMap.Entry> injections(Workload workload) {
    return Stream.concat(
            workload.template().annotations().entries().stream(),
            workload.template().labels().entries().stream())
        .filter(entry -> entry.key().contains("inject") || entry.key().equals("dapr.io/enabled"))
        .filter(entry -> !isOff(entry.value()));
  }

  private static boolean isOff(Field<String> value) {
    return value.is("false") || value.is("disabled");
  }
}
