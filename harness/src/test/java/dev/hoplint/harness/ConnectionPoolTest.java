package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
  private static final class Line implements ConnectionPool.Connection {
    volatile boolean dead;

    @Override
    public boolean isDead() {
      return dead;
    }

    @Override
    public void close() {
      dead = true;
    }
  }

  /// What dials wait for, in their order.
  private final LinkedBlockingQueue<CompletableFuture<Line>> dials = new LinkedBlockingQueue<>();

  private final ConnectionPool<Line> pool = new ConnectionPool<>(this::dial);

  private Line dial() throws IOException {
    CompletableFuture<Line> dial = new CompletableFuture<>();
    dials.add(dial);
    try {
      return dial.get();
    } catch (Exception failed) {
      throw new IOException("refused", failed);
    }
  }

  private CompletableFuture<Line> take() {
    CompletableFuture<Line> taken = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                taken.complete(pool.take(in(Duration.ofSeconds(20))));
              } catch (IOException | TimeoutException | InterruptedException failed) {
                taken.completeExceptionally(failed);
              }
            });
    return taken;
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  private CompletableFuture<Line> nextDial() throws InterruptedException {
    CompletableFuture<Line> next = dials.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a dial").isNotNull();
    return next;
  }

  @Test
  void aCallThatDialsTakesWhatBecomesIdleMeanwhile() throws Exception {
    CompletableFuture<Line> call = take();
    CompletableFuture<Line> dial = nextDial();
    Line other = new Line();
    pool.give(other);
    assertThat(call.get(20, TimeUnit.SECONDS)).isSameAs(other);

    Line dialled = new Line();
    dial.complete(dialled);
    // Whether it waits already or comes while this call dials: it is the next one's.
    assertThat(take().get(20, TimeUnit.SECONDS)).isSameAs(dialled);
  }

  @Test
  void aDialThatFailsIsOnlyItsCallsFailure() throws Exception {
    CompletableFuture<Line> served = take();
    CompletableFuture<Line> first = nextDial();
    CompletableFuture<Line> unlucky = take();
    CompletableFuture<Line> second = nextDial();
    Line other = new Line();
    pool.give(other);
    assertThat(served.get(20, TimeUnit.SECONDS)).isSameAs(other);
    first.completeExceptionally(new IOException("nobody waits"));
    second.completeExceptionally(new IOException("refused"));
    assertThatThrownBy(() -> unlucky.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aCallWaitsUntilItsDeadlineAndItsConnectionIsForTheNext() throws Exception {
    assertThatThrownBy(() -> pool.take(in(Duration.ofMillis(50))))
        .isInstanceOf(TimeoutException.class);
    Line late = new Line();
    nextDial().complete(late);
    assertThat(take().get(20, TimeUnit.SECONDS)).isSameAs(late);
  }

  @Test
  void fewAreKept() {
    var all = Stream.generate(Line::new).limit(ConnectionPool.IDLE_CONNECTIONS + 1).toList();
    all.forEach(pool::give);
    assertThat(all).filteredOn(Line::isDead).containsExactly(all.getLast());
    pool.close();
    assertThat(all).allMatch(Line::isDead);
  }
}
