package dev.hoplint.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A made-up cluster of a known size: the same objects for the same numbers, each as the plain
/// values of its JSON (maps, lists, strings, numbers, booleans), as an API server stores it.
///
/// Each application is a Service with its workload; Ingresses of class nginx lead to the
/// applications of their namespace, each on a host of its own, and every fifth on a host that the
/// namespace shares. About one object in fifty has a finding.
///
/// @param services applications, each with a Deployment or (one in twenty) a StatefulSet
/// @param workers Deployments that no Service selects
/// @param ingresses how many Ingresses
/// @param paths how many paths they have together
/// @param namespaces over how many namespaces all of it is spread
public record AdmissionWorld(int services, int workers, int ingresses, int paths, int namespaces) {
  public AdmissionWorld {
    if (services < namespaces || ingresses < 1 || paths < ingresses || namespaces < 1) {
      throw new IllegalArgumentException("a namespace without a Service, or nothing to route");
    }
  }

  /// W1: 4,000 Services, 5,000 workloads, 3,000 Ingresses with 20,000 paths, 200 namespaces; all of
  /// it times a factor.
  public static AdmissionWorld times(int factor) {
    return new AdmissionWorld(
        4_000 * factor, 1_000 * factor, 3_000 * factor, 20_000 * factor, 200 * factor);
  }

  /// Every object that is watched, the controller's own included, without the Namespaces.
  public Stream<Map<String, Object>> objects() {
    return Stream.of(
            controller(),
            IntStream.range(0, services).mapToObj(this::service),
            IntStream.range(0, services).mapToObj(this::workload),
            IntStream.range(0, workers).mapToObj(this::worker),
            IntStream.range(0, ingresses).mapToObj(this::ingress))
        .flatMap(part -> part);
  }

  /// The Namespaces, that of the controller last.
  public Stream<Map<String, Object>> namespaceObjects() {
    return Stream.concat(
            IntStream.range(0, namespaces).mapToObj(AdmissionWorld::namespace),
            Stream.of(AdmissionObjects.CONTROLLER_NAMESPACE))
        .map(AdmissionObjects::namespace);
  }

  /// What runs ingress-nginx: its IngressClass, Service and Deployment.
  public Stream<Map<String, Object>> controller() {
    return Stream.of(
        AdmissionObjects.ingressClass(),
        AdmissionObjects.controllerService(),
        AdmissionObjects.controllerDeployment());
  }

  /// The name of a namespace by its number.
  public static String namespace(int number) {
    return "team-" + number;
  }

  /// The namespace of an application or of an Ingress by its number.
  public String namespaceOf(int number) {
    return namespace(number % namespaces);
  }

  /// Service `app-0`, `app-1`, …
  public Map<String, Object> service(int number) {
    return AdmissionObjects.service(namespaceOf(number), number, number % 61 == 60);
  }

  /// The workload that the Service of the same number selects.
  public Map<String, Object> workload(int number) {
    return AdmissionObjects.workload(
        number % 20 == 19 ? "StatefulSet" : "Deployment",
        namespaceOf(number),
        "app-" + number,
        number % 53 != 52);
  }

  /// Deployment `worker-0`, `worker-1`, …
  public Map<String, Object> worker(int number) {
    return AdmissionObjects.workload(
        "Deployment", namespaceOf(number), "worker-" + number, number % 53 != 52);
  }

  /// Ingress `web-0`, `web-1`, …
  public Map<String, Object> ingress(int number) {
    int count = share(number + 1) - share(number);
    String namespace = namespaceOf(number);
    int own = number % 5 == 4 ? Math.max(1, count / 2) : count;
    List<Map<String, Object>> rules =
        Stream.of(
                rule("web-" + number + "." + namespace + ".example.com", number, 0, own),
                rule("shop." + namespace + ".example.com", number, own, count))
            .filter(rule -> !rule.isEmpty())
            .toList();
    return AdmissionObjects.ingress(namespace, number, rules);
  }

  private int share(int number) {
    return (int) ((long) paths * number / ingresses);
  }

  private Map<String, Object> rule(String host, int ingress, int from, int to) {
    boolean shared = from > 0;
    List<Map<String, Object>> found =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    AdmissionObjects.path(
                        i == 0 ? "/" : (shared ? "/web-" + ingress : "") + "/part-" + i,
                        "app-" + backend(ingress, i),
                        ingress % 67 == 66 && i == from ? 8081 : 80))
            .toList();
    return found.isEmpty() ? Map.of() : AdmissionObjects.rule(host, found);
  }

  /// An application of the Ingress's namespace; in one Ingress of a hundred one that is missing.
  private int backend(int ingress, int path) {
    int first = ingress % namespaces;
    int inNamespace = (services - first - 1) / namespaces + 1;
    if (ingress % 101 == 100 && path == 0) {
      return services + ingress;
    }
    return first + (ingress / namespaces + path) % inNamespace * namespaces;
  }
}
