package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.AdmissionAnswer;
import dev.hoplint.webhook.admission.ReviewHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets few reviews run at one time, each on a thread of its own, and the others wait a little. Who
/// waits too long is asked to come back (429 with Retry-After, which the API server heeds), or,
/// where no time is left for that, let through unexamined. So a caller always has an answer in
/// time, even where an examination never ends.
final class Evaluator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

  /// Who is asked to come back after a second needs as much again for the second try.
  private static final long WORTH_A_RETRY = Duration.ofSeconds(2).toNanos();

  private static final long LONGEST_WAIT = Duration.ofMillis(600).toNanos();

  /// What answering without examination takes.
  private static final long LAST_WORD = Duration.ofMillis(150).toNanos();

  private final ReviewHandler handler;
  private final Semaphore permits;
  private final Semaphore large;
  private final ExecutorService threads;
  private final ShedMemory memory = new ShedMemory();
  private final Counter shed;
  private final AtomicInteger inFlight;

  /// @param parallel reviews that run at one time
  /// @param largeAtOnce of these, reviews with large bodies
  Evaluator(ReviewHandler handler, int parallel, int largeAtOnce, MeterRegistry metrics) {
    this.handler = handler;
    this.permits = new Semaphore(parallel);
    this.large = new Semaphore(largeAtOnce);
    this.threads =
        Executors.newFixedThreadPool(
            parallel, Thread.ofPlatform().name("review-", 0).daemon().factory());
    this.shed =
        Counter.builder("hoplint.shed")
            .description("Reviews that were asked to come back in a second, by what was short")
            .tag("reason", "evaluation")
            .register(metrics);
    this.inFlight = metrics.gauge("hoplint.inflight", new AtomicInteger());
  }

  /// As many as the machine and its memory bear: what is decoded takes many times its bytes.
  static Evaluator sized(ReviewHandler handler, int bodyBytes, MeterRegistry metrics) {
    int parallel = 2 * Runtime.getRuntime().availableProcessors();
    long largeAtOnce = Runtime.getRuntime().maxMemory() / (32L * bodyBytes);
    return new Evaluator(handler, parallel, Math.clamp(largeAtOnce, 1, parallel), metrics);
  }

  /// The answer, or nothing where the caller is to come back.
  Optional<AdmissionAnswer> evaluate(byte[] body, Duration budget) throws InterruptedException {
    inFlight.incrementAndGet();
    try {
      boolean isLarge = body.length > ByteBudget.SMALL;
      return isLarge ? evaluateLarge(body, budget) : evaluateNow(body, budget, System.nanoTime());
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private Optional<AdmissionAnswer> evaluateLarge(byte[] body, Duration budget)
      throws InterruptedException {
    long begin = System.nanoTime();
    if (!large.tryAcquire()) {
      long first = memory.firstSeen(body, begin);
      if (!large.tryAcquire(patience(left(first, budget)), TimeUnit.NANOSECONDS)) {
        return turnAway(body, first, budget);
      }
    }
    try {
      return evaluateNow(body, budget, begin);
    } finally {
      large.release();
    }
  }

  private Optional<AdmissionAnswer> evaluateNow(byte[] body, Duration budget, long begin)
      throws InterruptedException {
    long first = begin;
    if (!permits.tryAcquire()) {
      first = memory.firstSeen(body, begin);
      if (!permits.tryAcquire(patience(left(first, budget)), TimeUnit.NANOSECONDS)) {
        return turnAway(body, first, budget);
      }
    }
    return Optional.of(run(body, first, budget));
  }

  private static long left(long first, Duration budget) {
    return budget.toNanos() - (System.nanoTime() - first);
  }

  /// How long to wait for a turn.
  private static long patience(long left) {
    return left > WORTH_A_RETRY
        ? Math.min(LONGEST_WAIT, left - WORTH_A_RETRY)
        : Math.max(0, left / 2); // What this side does not see, a handshake say, counts there, too.
  }

  private Optional<AdmissionAnswer> turnAway(byte[] body, long first, Duration budget) {
    if (left(first, budget) + LAST_WORD >= WORTH_A_RETRY) {
      memory.shed(body, first);
      shed.increment();
      return Optional.empty();
    }
    return Optional.of(handler.failOpen(body, "overload"));
  }

  /// Runs it on a thread that the caller can leave behind; the permit stays with that thread.
  private AdmissionAnswer run(byte[] body, long first, Duration budget)
      throws InterruptedException {
    CompletableFuture<AdmissionAnswer> answer = new CompletableFuture<>();
    long left = Math.max(left(first, budget), LAST_WORD);
    threads.execute(
        () -> {
          try {
            answer.complete(handler.review(body, Duration.ofNanos(left)));
          } catch (RuntimeException | StackOverflowError failure) {
            answer.completeExceptionally(failure);
          } finally {
            permits.release();
          }
        });
    try {
      return answer.get(Math.max(left - LAST_WORD, LAST_WORD), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return handler.failOpen(body, "deadline");
    } catch (ExecutionException failure) {
      LOG.atError().addKeyValue("error", String.valueOf(failure.getCause())).log("review failed");
      return handler.failOpen(body, "error");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
