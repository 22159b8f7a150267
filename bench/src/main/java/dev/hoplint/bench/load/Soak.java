package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// R8: a long time of moderate load in a world that changes.
final class Soak {
  private static final int RATE = 300;
  private static final int EVENTS = 50;
  private static final int LOOKS = 20;
  private static final double NANOS_PER_HOUR = 3.6e12;

  private Soak() {}

  static List<Sample> run(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      CompletableFuture<Outcome> calls =
          Beside.start(
              () -> Load.open(target.share(RATE), time, target.scene()::mixed, client::call));
      CompletableFuture<Void> changes =
          Beside.start(() -> Rollout.events(target.scene(), target.share(EVENTS), time));
      List<Look> looks = watch(target.server(), time, calls);
      changes.join();
      List<Sample> samples = Measurement.samples("R8", calls.join());
      // The first looks still see pools and caches fill.
      List<Look> steady = looks.subList(looks.size() / 4, looks.size());
      Look last = steady.getLast();
      samples.add(new Sample("R8", "heap MiB/h", slope(steady)));
      samples.add(new Sample("R8", "heap MiB", last.heap()));
      samples.add(
          new Sample("R8", "file descriptors gained", last.files() - steady.getFirst().files()));
      samples.add(new Sample("R8", "threads gained", last.threads() - steady.getFirst().threads()));
      return samples;
    }
  }

  private record Look(long nanos, double heap, int files, int threads) {}

  private static List<Look> watch(Server server, Duration time, CompletableFuture<Outcome> calls) {
    List<Look> looks = new ArrayList<>();
    Duration between = time.dividedBy(LOOKS);
    while (!calls.isDone() || looks.isEmpty()) {
      looks.add(
          new Look(
              System.nanoTime(),
              server.liveMebibytes(),
              server.fileDescriptors(),
              server.threads()));
      pause(between);
    }
    return looks;
  }

  /// Least squares: MiB per hour.
  private static double slope(List<Look> looks) {
    double meanTime = looks.stream().mapToDouble(Look::nanos).average().orElseThrow();
    double meanHeap = looks.stream().mapToDouble(Look::heap).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (Look look : looks) {
      double hours = (look.nanos() - meanTime) / NANOS_PER_HOUR;
      above += hours * (look.heap() - meanHeap);
      below += hours * hours;
    }
    return below == 0 ? 0 : above / below;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }
}
