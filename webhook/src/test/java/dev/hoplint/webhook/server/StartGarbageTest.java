package dev.hoplint.webhook.server;

import static dev.hoplint.harness.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartGarbageTest {
  private static final class Step implements ReadinessCheck {
    private volatile boolean done;

    @Override
    public String name() {
      return "step";
    }

    @Override
    public Optional<String> problem() {
      return done ? Optional.empty() : Optional.of("not yet");
    }
  }

  @Test
  void itIsCollectedOnceWhenAllElseIsDone() throws Exception {
    Step warm = new Step();
    Step listed = new Step();
    try (StartGarbage garbage = StartGarbage.after(all(warm, listed))) {
      warm.done = true;
      assertThat(garbage.problem()).isPresent();
      WeakReference<Object> left = new WeakReference<>(new Object());
      long before = collections();

      listed.done = true;
      await("collected", () -> garbage.problem().isEmpty());
      assertThat(left.get()).isNull();
      assertThat(collections()).isGreaterThan(before);

      listed.done = false;
      assertThat(garbage.problem()).as("a later trouble is not the start's").isEmpty();
    }
  }

  @Test
  void whoEndsBeforeDoesNotWait() throws Exception {
    StartGarbage garbage = StartGarbage.after(all(new Step()));
    garbage.close();
    await(
        "its thread has ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("start-garbage")));
    assertThat(garbage.problem()).isPresent();
  }

  private static Readiness all(Step... steps) {
    Readiness all = new Readiness();
    for (Step step : steps) {
      all.add(step);
    }
    return all;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
