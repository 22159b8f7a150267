package dev.hoplint.bench;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ObjectNodes;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Limits;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.rule.Door;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Measures what evaluating one review takes, from the decoded object to the findings, in worlds of
/// two sizes. The cost is that of the object's neighbours, so the ratio of both must stay near one.
public final class ReviewMeasure {
  private static final int WARM_UP = 4_000;
  private static final int REVIEWS = 3_000;
  private static final Limits LIMITS = Limits.within(Duration.ofHours(1), 100);

  /// A thread's own time, which other processes do not lengthen.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private enum Review {
    CREATE_INGRESS,
    UPDATE_INGRESS,
    CREATE_SERVICE,
    UPDATE_SERVICE,
    CREATE_WORKLOAD,
    UPDATE_WORKLOAD
  }

  private final AdmissionWorld objects;
  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Config.DEFAULT, List.of(), List.of()), 1);
  private World world;

  private ReviewMeasure(AdmissionWorld objects, List<Map<String, Object>> more) {
    this.objects = objects;
    long start = System.nanoTime();
    this.world =
        World.of(
            Stream.concat(objects.objects(), more.stream()).map(ReviewMeasure::read).toList(),
            List.of(AppliedSet.explicit("cluster")),
            sight(),
            Assumptions.NONE);
    System.out.printf(
        "reviews: world of %,d objects in %.2f s, %,d MiB of heap%n",
        world.resources().size(), seconds(start), heap());
  }

  /// Arguments: the factor of the larger world; 10 where it is left out.
  public static void main(String[] arguments) {
    int factor = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    Map<Review, Histogram> small = new ReviewMeasure(AdmissionWorld.times(1), List.of()).reviews();
    Map<Review, Histogram> large =
        new ReviewMeasure(AdmissionWorld.times(factor), List.of()).reviews();
    print("all", sum(small), sum(large));
    small.forEach((kind, one) -> print(kind.name(), one, large.getOrDefault(kind, one)));
  }

  /// How many steps the engine takes for a number of reviews: how often it looks whether time is
  /// up.
  ///
  /// @param more what the world holds besides
  static long steps(AdmissionWorld objects, List<Map<String, Object>> more, int reviews) {
    ReviewMeasure measure = new ReviewMeasure(objects, more);
    Random random = new Random(7);
    AtomicLong steps = new AtomicLong();
    Limits counting = new Limits(() -> steps.incrementAndGet() < 0, 100);
    for (int i = 0; i < reviews; i++) {
      Review kind = Review.values()[i % Review.values().length];
      Resource resource = read(measure.object(kind, random));
      World after = measure.world.with(resource);
      measure.linter.introduced(
          measure.world, after, Set.of(resource.ref()), Door.ADMISSION, counting);
    }
    return steps.get();
  }

  private static void print(String kind, Histogram small, Histogram large) {
    System.out.printf(
        "reviews: %-16s cpu p50 %6.3f ms, %6.3f ms; p99 %6.3f ms, %6.3f ms; ratio of p99 %.2f%n",
        kind.toLowerCase(Locale.ROOT).replace('_', ' '),
        millis(small, 50),
        millis(large, 50),
        millis(small, 99),
        millis(large, 99),
        millis(large, 99) / millis(small, 99));
  }

  private static Histogram sum(Map<Review, Histogram> all) {
    Histogram sum = new Histogram(3);
    all.values().forEach(sum::add);
    return sum;
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  /// The kinds that the webhook watches by default are closed.
  private static Visibility sight() {
    return new Visibility(
        Visibility.Sight.UNWATCHED,
        Stream.of(
                "Service",
                "Namespace",
                "Ingress",
                "IngressClass",
                "Deployment",
                "StatefulSet",
                "DaemonSet")
            .collect(Collectors.toMap(kind -> kind, _ -> Visibility.Sight.CLOSED)));
  }

  private static Resource read(Map<String, Object> object) {
    return ResourceReader.read(ObjectNodes.mapping(object));
  }

  private Map<Review, Histogram> reviews() {
    Map<Review, Histogram> times = new LinkedHashMap<>();
    for (Review kind : Review.values()) {
      times.put(kind, new Histogram(3));
    }
    Random random = new Random(7);
    long found = 0;
    for (int i = -WARM_UP; i < REVIEWS; i++) {
      Review kind = Review.values()[Math.floorMod(i, Review.values().length)];
      Map<String, Object> object = object(kind, random);
      long start = CPU.getCurrentThreadCpuTime();
      Resource resource = read(object);
      World after = world.with(resource);
      found +=
          linter
              .introduced(world, after, Set.of(resource.ref()), Door.ADMISSION, LIMITS)
              .findings()
              .size();
      if (i >= 0) {
        times
            .getOrDefault(kind, new Histogram(3))
            .recordValue(CPU.getCurrentThreadCpuTime() - start);
      }
      if (i % 10 == 0) {
        world = after;
      }
    }
    System.out.printf("reviews: %,d findings, %,d MiB of heap after them%n", found, heap());
    return times;
  }

  private Map<String, Object> object(Review kind, Random random) {
    int application = random.nextInt(objects.services());
    int ingress = random.nextInt(objects.ingresses());
    return switch (kind) {
      case CREATE_INGRESS -> renamed(objects.ingress(ingress), random);
      case UPDATE_INGRESS ->
          changed(
              objects.ingress(ingress),
              List.of("metadata", "annotations", "nginx.ingress.kubernetes.io/proxy-body-size"),
              random.nextInt(64) + "m");
      case CREATE_SERVICE -> renamed(objects.service(application), random);
      case UPDATE_SERVICE ->
          changed(
              objects.service(application),
              List.of("spec", "selector", "app.kubernetes.io/name"),
              "app-" + random.nextInt(objects.services()));
      case CREATE_WORKLOAD -> renamed(objects.workload(application), random);
      case UPDATE_WORKLOAD ->
          changed(
              objects.workload(application),
              List.of("spec", "template", "metadata", "labels", "version"),
              Integer.toString(random.nextInt(100)));
    };
  }

  private static Map<String, Object> renamed(Map<String, Object> object, Random random) {
    return changed(object, List.of("metadata", "name"), "new-" + random.nextInt(1_000));
  }

  /// A copy with another value at a path.
  private static Map<String, Object> changed(
      Map<String, Object> object, List<String> path, String value) {
    Map<String, Object> copy = new LinkedHashMap<>(object);
    if (path.size() == 1) {
      copy.put(path.getFirst(), value);
    } else {
      Map<String, Object> below = new LinkedHashMap<>();
      if (object.get(path.getFirst()) instanceof Map<?, ?> map) {
        new ArrayList<>(map.entrySet())
            .forEach(one -> below.put((String) one.getKey(), one.getValue()));
      }
      copy.put(path.getFirst(), changed(below, path.subList(1, path.size()), value));
    }
    return copy;
  }
}
