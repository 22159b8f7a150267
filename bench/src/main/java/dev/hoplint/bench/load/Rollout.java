package dev.hoplint.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// R9: very many changes of the world in a short time. How far the webhook lags behind is seen from
/// outside: a Service comes and goes, and an Ingress that points to it is warned about or not.
final class Rollout {
  private static final int EVENTS_PER_SECOND = 2_000;
  private static final int RATE = 200;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(60);

  private Rollout() {}

  static List<Sample> run(Target target, Duration time) {
    Duration storm = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    try (WireClient client = target.clients().get();
        WireClient probes = target.clients().get()) {
      CompletableFuture<Outcome> calls =
          Beside.start(
              () -> Load.open(target.share(RATE), storm, target.scene()::mixed, client::call));
      CompletableFuture<Void> changes =
          Beside.start(() -> events(target.scene(), target.share(EVENTS_PER_SECOND), storm));
      List<Double> lags = new ArrayList<>();
      boolean there = false;
      while (target.evaluates() && !(calls.isDone() && changes.isDone())) {
        there = !there;
        lags.add(lag(target.scene(), probes, there));
        Soak.pause(Duration.ofMillis(200));
      }
      Outcome outcome = calls.join();
      changes.join();
      List<Sample> samples = Measurement.samples("R9", outcome);
      if (!lags.isEmpty()) {
        samples.add(
            new Sample(
                "R9",
                "index lag s",
                lags.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
      }
      return samples;
    }
  }

  /// Changes the world at a rate.
  static void events(Scene scene, int rate, Duration time) {
    long start = System.nanoTime();
    int all = (int) Math.max(1, rate * time.toNanos() / 1_000_000_000L);
    for (int number = 0; number < all; number++) {
      long at = start + (long) (number * 1e9 / rate);
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      scene.event();
    }
  }

  /// Seconds from a change until a review sees it.
  private static double lag(Scene scene, WireClient client, boolean there) {
    long begin = System.nanoTime();
    scene.toggle(there);
    try {
      for (int number = 0; System.nanoTime() - begin < SETTLED.toNanos(); number++) {
        boolean warned = client.call(scene.probe(number)).body().contains("\"warnings\":[\"");
        if (warned != there) {
          return (System.nanoTime() - begin) / 1e9;
        }
        Soak.pause(Duration.ofMillis(5));
      }
      return SETTLED.toSeconds();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
