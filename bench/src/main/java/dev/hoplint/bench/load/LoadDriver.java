package dev.hoplint.bench.load;

import dev.hoplint.bench.AdmissionWorld;
import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.Kubeconfig;
import dev.hoplint.harness.WebhookProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conscrypt.Conscrypt;

/// Starts the webhook as it runs in its image, before an API server that is made up, and measures
/// what is promised of it, beside the same server with every rule switched off.
///
/// Arguments: ids of promises (none: all), `--seconds N` for each (30), `--warm-up N` seconds (as
/// long, at most 120), `--scale N` times the world, `--no-floor` without the server to compare
/// with, `--check` to fail where a target is missed. R4 and R5 are measured in a world of ten times
/// the size, too.
public final class LoadDriver {
  private static final int LARGER = 10;
  private static final int WARM_UP_RATE = 250;
  private static final int WARM_UP_CALLERS = 8;
  private static final int CALLS_PER_HANDSHAKE = 20;
  private static final Set<String> IN_LARGE_WORLD = Set.of("R4", "R5");

  private static final int LARGE_MEBIBYTES = 1_024;
  private static final int LARGE_SERVICES = 10_000;

  /// An API server's TLS is compiled and takes a quarter of what the JDK's takes here, much less
  /// than while the JDK's is cold: this side is to take no more of the processors than that one.
  private static final Provider TLS = Conscrypt.newProvider();

  private final Options options;
  private final int reviews;
  private final Optional<Path> image = WebhookProcess.image();
  private final PrintStream out;

  /// @param reviews how many different ones are sent
  LoadDriver(Options options, int reviews, PrintStream out) {
    this.options = options;
    this.reviews = reviews;
    this.out = out;
  }

  /// Exits with 1 where a target is missed and that was asked for, with 2 for bad arguments.
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println("bench/run load: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    AdmissionWorld world = AdmissionWorld.times(options.scale());
    Report report = new LoadDriver(options, 4_000, System.out).run(world);
    System.out.println();
    System.out.print(report.text());
    System.exit(options.check() && !report.missed().isEmpty() ? 1 : 0);
  }

  /// Measures all that was asked for.
  Report run(AdmissionWorld world) throws IOException {
    Path folder = Files.createTempDirectory("hoplint-load");
    try {
      KeyMaterial keys = KeyMaterial.server(folder);
      Report report = new Report();
      report.webhook(measured(folder, keys, world, true, options.ids()));
      if (options.floor()) {
        report.floor(measured(folder, keys, world, false, options.ids()));
      }
      List<String> large = options.ids().stream().filter(IN_LARGE_WORLD::contains).toList();
      if (!large.isEmpty()) {
        report.webhook(
            measured(folder, keys, larger(world), true, large).stream()
                .map(one -> new Sample(one.id(), one.what() + Limit.LARGE, one.value()))
                .toList());
      }
      return report;
    } finally {
      delete(folder);
    }
  }

  private static AdmissionWorld larger(AdmissionWorld world) {
    return new AdmissionWorld(
        world.services() * LARGER,
        world.workers() * LARGER,
        world.ingresses() * LARGER,
        world.paths() * LARGER,
        world.namespaces() * LARGER);
  }

  private List<Sample> measured(
      Path folder, KeyMaterial keys, AdmissionWorld world, boolean rules, List<String> ids) {
    try (FakeKube kube = FakeKube.start()) {
      ClusterScene scene = new ClusterScene(world, store(kube), reviews);
      scene.fill();
      WebhookProcess.Settings settings =
          new WebhookProcess.Settings(
              folder,
              WebhookProcess.certificate(keys) + (rules ? "" : allOff()),
              Kubeconfig.open(folder, kube.url()),
              world.services() > LARGE_SERVICES ? LARGE_MEBIBYTES : WebhookProcess.POD_MEBIBYTES,
              image);
      try (WebhookProcess webhook = WebhookProcess.start(settings)) {
        out.printf(
            "%s, %d Services: ready after %.1f s%n",
            rules ? "webhook" : "floor", world.services(), webhook.untilReady().toMillis() / 1e3);
        Target target =
            new Target(
                () -> client(webhook, keys), scene, new Child(webhook), rules, options.share());
        if (!ids.equals(List.of("R5"))) {
          warmUp(target);
        }
        return measured(target, ids);
      }
    }
  }

  /// Few callers and half of the steady rate, so that no work piles up behind slow code and the
  /// compilers have time; and some handshakes, because this side's code is to be as warm as an API
  /// server's, which is compiled.
  private void warmUp(Target target) {
    try (WireClient client = target.clients().get()) {
      Load.open(
          target.share(WARM_UP_RATE),
          options.warmUp(),
          WARM_UP_CALLERS,
          target.scene()::mixed,
          review ->
              Math.floorMod(review.uid().hashCode(), CALLS_PER_HANDSHAKE) == 0
                  ? client.callAnew(review)
                  : client.call(review));
    }
  }

  private List<Sample> measured(Target target, List<String> ids) {
    Map<String, Measurement> chosen = new LinkedHashMap<>(Measurement.all());
    chosen.keySet().retainAll(ids);
    List<Sample> samples = new ArrayList<>();
    chosen.forEach(
        (id, measurement) -> {
          // The world would else be copied by a collection beside the calls, a second's pause.
          System.gc();
          List<Sample> some = measurement.run(target, options.time());
          some.forEach(one -> out.println("  " + id + " " + one.what() + " " + text(one)));
          samples.addAll(some);
        });
    return samples;
  }

  private static String text(Sample sample) {
    return String.format(Locale.ROOT, "%.3f", sample.value());
  }

  private static WireClient client(WebhookProcess webhook, KeyMaterial keys) {
    return new WireClient(webhook.address(), KeyMaterial.NAME, keys.trust(TLS), Target.TIMEOUT);
  }

  private static String allOff() {
    return BuiltInRules.all().stream()
        .map(rule -> "  " + rule.meta().id() + ": off\n")
        .collect(Collectors.joining("", "rules:\n", ""));
  }

  private record Child(WebhookProcess webhook) implements Server {
    @Override
    public double readySeconds() {
      return webhook.untilReady().toMillis() / 1e3;
    }

    @Override
    public double residentMebibytes() {
      return webhook.process().status("VmHWM") / 1024.0;
    }

    @Override
    public double liveMebibytes() {
      return webhook.process().liveMebibytes();
    }

    @Override
    public double processorSeconds() {
      return webhook.process().processorTime().toNanos() / 1e9;
    }

    @Override
    public int fileDescriptors() {
      return webhook.process().fileDescriptors();
    }

    @Override
    public int threads() {
      return (int) webhook.process().status("Threads");
    }
  }

  private static Store store(FakeKube kube) {
    return new Store() {
      @Override
      public void put(Map<String, Object> object) {
        kube.put(object);
      }

      @Override
      public void remove(Map<String, Object> object) {
        kube.delete(Reviews.plural(object), Objects.namespace(object), Objects.name(object));
      }
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
