package dev.hoplint.cluster;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.FaultProxy;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.WatchFault;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A6: whatever goes wrong between the API server and the index, the index ends up with the truth.
class WatchFaultsTest {
  private static final int SCRIPTS = Size.of(40, 1_000);
  private static final int STEPS = 60;
  private static final List<String> RESOURCES = List.copyOf(Cluster.RESOURCES);
  private static final WatchTimes TIMES = WatchTimes.standard().dividedBy(100);

  @Test
  void theIndexEndsUpAsTheTruthAfterAnyScriptOfFaults() throws Exception {
    List<Future<?>> scripts = new ArrayList<>();
    // A script mostly waits.
    try (ExecutorService players = Executors.newFixedThreadPool(4)) {
      for (int seed = 0; seed < SCRIPTS; seed++) {
        scripts.add(players.submit(new Script(seed)::play));
      }
      for (Future<?> script : scripts) {
        script.get();
      }
    }
  }

  /// One run of random changes and faults.
  private static final class Script {
    private final int seed;
    private final Random random;
    private int mark;

    Script(int seed) {
      this.seed = seed;
      random = new Random(seed);
    }

    void play() {
      try (FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(300));
          FaultProxy proxy = FaultProxy.to(kube.port())) {
        for (int i = 0; i < 10; i++) {
          change(kube);
        }
        try (ClusterWatch watch = Cluster.watch(proxy.url(), TIMES, Clock.systemUTC())) {
          for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(3) == 0) {
              fault(kube, proxy);
            } else {
              change(kube);
            }
            pause();
          }
          kube.heal();
          kube.up();
          kube.thawCache("*");
          kube.thawWatches("*");
          kube.allow(call -> true);
          Map<String, String> truth = Cluster.truth(kube);
          try {
            Eventually.await("the truth", () -> Cluster.seen(watch.snapshot()).equals(truth));
          } catch (AssertionError e) {
            throw new AssertionError(
                "seed %d: %s, in place of %s; %s"
                    .formatted(seed, Cluster.seen(watch.snapshot()), truth, watch.health()),
                e);
          }
          Cluster.awaitReady(watch);
          // On a slow machine, a fiftieth of the patience can end between the two looks, and a kind
          // is off until it is heard of again.
          Eventually.await("the truth again", () -> Cluster.seen(watch.snapshot()).equals(truth));
        }
      }
    }

    private void change(FakeKube kube) {
      String namespace = "n" + random.nextInt(3);
      String name = "o" + random.nextInt(6);
      String next = Integer.toString(++mark);
      switch (random.nextInt(5)) {
        case 0, 1 -> kube.put(Cluster.service(namespace, name, next));
        case 2 -> kube.put(Cluster.deployment(namespace, name, next));
        case 3 -> kube.put(Cluster.namespace(namespace));
        default -> {
          if (kube.get("services", namespace, name).isPresent()) {
            kube.delete("services", namespace, name);
          }
        }
      }
    }

    private void fault(FakeKube kube, FaultProxy proxy) {
      String resource = random.nextBoolean() ? "*" : RESOURCES.get(random.nextInt(7));
      String verb = random.nextBoolean() ? "watch" : "list";
      int times = 1 + random.nextInt(4);
      WatchFault[] faults = WatchFault.values();
      switch (random.nextInt(16)) {
        case 0 -> kube.fail(KubeFault.answer(500).on(verb, resource).times(times));
        case 1 -> kube.fail(KubeFault.answer(503).on(verb, resource).times(times));
        case 2 -> kube.fail(KubeFault.answer(401).on(verb, resource).times(times));
        case 3 -> kube.fail(KubeFault.answer(403).on(verb, resource).times(times));
        case 4 -> kube.fail(KubeFault.answer(410).on(verb, resource).times(times));
        case 5 -> kube.fail(KubeFault.tooMany(0).on(verb, resource).times(times));
        case 6 -> kube.fail(KubeFault.garbage().on(verb, resource).times(times));
        case 7 -> kube.fail(KubeFault.truncated().on(verb, resource).times(times));
        case 8 -> kube.fail(KubeFault.reset().on(verb, resource).times(times));
        case 9 -> kube.compact();
        case 10 -> proxy.goHalfOpen();
        case 11 -> {
          kube.down();
          kube.up();
        }
        default -> kube.disturb(resource, faults[random.nextInt(faults.length)]);
      }
    }

    private void pause() {
      try {
        Thread.sleep(random.nextInt(8));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
