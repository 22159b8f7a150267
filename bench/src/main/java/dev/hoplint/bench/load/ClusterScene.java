package dev.hoplint.bench.load;

import static java.util.Objects.requireNonNull;

import dev.hoplint.bench.AdmissionWorld;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The scene of an [AdmissionWorld].
final class ClusterScene implements Scene {
  private static final int LARGE_PATHS = 5_000;
  private static final int LARGE = 4;
  private static final int PRIME = 7_919;
  private static final int UNDER_WAY = 500;
  private static final List<String> COUNTED =
      List.of("updatedReplicas", "readyReplicas", "availableReplicas");
  private static final int STEPS = 1 + COUNTED.size();

  private final AdmissionWorld world;
  private final Store store;
  private final List<Review> mixed;
  private final List<Review> large;
  private final Review probe;

  /// How many events there were. Touched by one thread at a time, like what is under way.
  private int turns;

  private final Map<Integer, Map<String, Object>> underWay = new HashMap<>();

  /// @param reviews how many different ones of mixed kinds
  ClusterScene(AdmissionWorld world, Store store, int reviews) {
    this.world = world;
    this.store = store;
    this.mixed = IntStream.range(0, reviews).mapToObj(this::mix).toList();
    this.large = IntStream.range(0, LARGE).mapToObj(this::large).toList();
    this.probe = Reviews.creation(ingress("probe", probeTarget()));
  }

  /// Fills the store with the world, as an API server keeps it.
  void fill() {
    world.namespaceObjects().forEach(store::put);
    world.objects().map(Objects::managed).forEach(store::put);
  }

  @Override
  public Review mixed(int number) {
    return mixed.get(Math.floorMod(number, mixed.size()));
  }

  private Review mix(int number) {
    int which = Math.floorMod(number * PRIME, world.services());
    return switch (number % 20) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> workloadUpdate(which, number % 40 == 7);
      case 8, 9, 10 -> ingressUpdate(which % world.ingresses());
      case 11, 12, 13 -> serviceUpdate(which, number % 40 == 13);
      case 14, 15 -> ingressCreation(number);
      case 16, 17 -> Reviews.creation(anew(world.workload(which), number));
      case 18 -> Reviews.creation(anew(world.service(which), number));
      default -> Reviews.creation(Objects.managed(ingress("lost-" + number, "missing-" + number)));
    };
  }

  private static Map<String, Object> anew(Map<String, Object> object, int number) {
    return Objects.managed(Objects.anew(object, "new-" + number));
  }

  private Review workloadUpdate(int number, boolean broken) {
    Map<String, Object> before = Objects.managed(world.workload(number));
    Map<String, Object> after = Objects.copy(before);
    Map<String, Object> container = Objects.at(after, "spec", "template", "spec", "containers", 0);
    container.put("image", container.get("image") + "-next");
    if (broken) {
      Objects.at(container, "ports", 0).put("name", "web");
    }
    return Reviews.update(before, after);
  }

  private Review ingressUpdate(int number) {
    Map<String, Object> before = Objects.managed(world.ingress(number));
    Map<String, Object> after = Objects.copy(before);
    Map<String, Object> http = Objects.at(after, "spec", "rules", 0, "http");
    List<Object> paths = Objects.list(http, "paths");
    Map<String, Object> added = Objects.copy(Objects.at(http, "paths", 0));
    added.put("path", "/added");
    paths.add(added);
    return Reviews.update(before, after);
  }

  private Review serviceUpdate(int number, boolean broken) {
    Map<String, Object> before = Objects.managed(world.service(number));
    Map<String, Object> after = Objects.copy(before);
    if (broken) {
      Objects.at(after, "spec", "ports", 0).put("targetPort", "nowhere");
    } else {
      Objects.at(after, "metadata", "labels").put("team", "blue");
    }
    return Reviews.update(before, after);
  }

  @Override
  public Review ingressCreation(int number) {
    Map<String, Object> base = world.ingress(Math.floorMod(number * PRIME, world.ingresses()));
    Map<String, Object> object = Objects.anew(base, "created-" + number);
    int rules = Objects.list(Objects.at(object, "spec"), "rules").size();
    for (int rule = 0; rule < rules; rule++) {
      String host = "created-%d-%d.example.com".formatted(number, rule);
      Objects.at(object, "spec", "rules", rule).put("host", host);
    }
    Objects.at(object, "spec").remove("tls");
    return Reviews.creation(Objects.managed(object));
  }

  @Override
  public Review largeIngress(int number) {
    return large.get(Math.floorMod(number, large.size()));
  }

  private Review large(int number) {
    Map<String, Object> before = Objects.copy(world.ingress(number));
    Map<String, Object> http = Objects.at(before, "spec", "rules", 0, "http");
    Map<String, Object> first = Objects.copy(Objects.at(http, "paths", 0));
    List<Object> paths = Objects.list(http, "paths");
    for (int path = paths.size(); path < LARGE_PATHS; path++) {
      Map<String, Object> added = Objects.copy(first);
      added.put("path", "/large/" + path);
      paths.add(added);
    }
    Map<String, Object> after = Objects.copy(before);
    Objects.at(after, "spec", "rules", 0, "http", "paths", LARGE_PATHS - 1).put("path", "/last");
    return Reviews.update(before, after);
  }

  /// A step of the rollout of a workload, of which many are under way: its template gets another
  /// label, then its controller counts in the status how many pods are made, ready and available.
  @Override
  public void event() {
    int turn = turns++;
    int round = turn / (STEPS * UNDER_WAY);
    int step = turn / UNDER_WAY % STEPS;
    int rollout = round * UNDER_WAY + turn % UNDER_WAY;
    if (step == 0) {
      underWay.put(turn % UNDER_WAY, rollout(rollout, 2 + round));
    }
    Map<String, Object> object =
        new LinkedHashMap<>(requireNonNull(underWay.get(turn % UNDER_WAY)));
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("observedGeneration", step == 0 ? 1 + round : 2 + round);
    COUNTED.subList(0, step).forEach(counter -> status.put(counter, 1));
    object.put("status", status);
    store.put(object);
  }

  private Map<String, Object> rollout(int number, int generation) {
    int which = Math.floorMod(number * PRIME, world.services());
    Map<String, Object> object = Objects.managed(world.workload(which));
    Objects.at(object, "metadata").put("generation", generation);
    Objects.at(object, "spec", "template", "metadata", "labels").put("rollout", "r" + number);
    return object;
  }

  @Override
  public void toggle(boolean there) {
    Map<String, Object> service = Objects.anew(world.service(0), probeTarget());
    if (there) {
      store.put(service);
    } else {
      store.remove(service);
    }
  }

  @Override
  public Review probe(int number) {
    return probe;
  }

  private static String probeTarget() {
    return "probe-target";
  }

  /// A simple Ingress of the first namespace for one Service.
  private Map<String, Object> ingress(String name, String service) {
    Map<String, Object> object = Objects.anew(world.ingress(0), name);
    Map<String, Object> spec = Objects.at(object, "spec");
    spec.remove("tls");
    List<Object> rules = Objects.list(spec, "rules");
    rules.subList(1, rules.size()).clear();
    Map<String, Object> rule = Objects.at(spec, "rules", 0);
    rule.put("host", name + ".example.com");
    List<Object> paths = Objects.list(Objects.at(rule, "http"), "paths");
    paths.subList(1, paths.size()).clear();
    Objects.at(rule, "http", "paths", 0, "backend", "service").put("name", service);
    return object;
  }
}
