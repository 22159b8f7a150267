package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.AdmissionAnswer;
import dev.hoplint.webhook.admission.ReviewHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
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

  /// Bodies up to this size ask for no room: all that run at one time have it.
  private static final int FREE = 16 * 1024;

  /// A body above this is a large one, which takes long.
  private static final int LARGE = 128 * 1024;

  /// How many times its bytes a body takes at worst: lists of empty objects.
  private static final long DECODED = 128;

  /// What the largest body takes that is decoded at all.
  private static final long MOST_DECODED = 48L << 20;

  /// What a burst may wait.
  private static final long LONGEST_WAIT = Duration.ofMillis(600).toNanos();

  /// A queue that was there for so long is no burst, but more than can be evaluated.
  private static final long STANDING = Duration.ofSeconds(1).toNanos();

  /// What may be waited in a standing queue while a crowd waits for handshakes. An API server makes
  /// a connection for each call that finds none idle, and keeps 25 of these: the longer the queue,
  /// the more handshakes, and the less time for reviews. Who is asked to come back gives its
  /// connection back.
  private static final long WAIT_BESIDE_A_CROWD = Duration.ofMillis(25).toNanos();

  /// What answering without examination takes.
  private static final long LAST_WORD = Duration.ofMillis(150).toNanos();

  private final ReviewHandler handler;
  private final int parallel;
  private final Semaphore forLarge;
  private final Semaphore room;
  private final int allRoom;
  private final ThreadPoolExecutor threads;
  private final ShedMemory memory = new ShedMemory();
  private final Crowd crowd;
  private final Counter shed;
  private final AtomicInteger inFlight;

  /// Those that have a thread or wait for one.
  private final AtomicInteger turns = new AtomicInteger();

  /// When a review last had a thread without waiting; by [System#nanoTime()].
  private volatile long lastIdle = System.nanoTime();

  /// @param parallel reviews that run at one time
  /// @param roomKibibytes for what is decoded of large bodies
  private Evaluator(
      ReviewHandler handler, int parallel, int roomKibibytes, Crowd crowd, MeterRegistry metrics) {
    this.handler = handler;
    this.parallel = parallel;
    this.crowd = crowd;
    // Small ones never wait for large ones alone.
    this.forLarge = new Semaphore(Math.max(1, parallel / 2));
    this.room = new Semaphore(roomKibibytes);
    this.allRoom = roomKibibytes;
    // First come, first served: who waits longest is not overtaken by who came just now.
    this.threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("review-", 0).daemon().factory());
    this.shed =
        Counter.builder("hoplint.shed")
            .description("Reviews that were asked to come back in a second, by what was short")
            .tag("reason", "evaluation")
            .register(metrics);
    this.inFlight = metrics.gauge("hoplint.inflight", new AtomicInteger());
  }

  /// As many as the machine and its memory bear.
  static Evaluator sized(ReviewHandler handler, Crowd crowd, MeterRegistry metrics) {
    // More would share the processors, and all of them end later.
    int parallel = Math.max(2, Runtime.getRuntime().availableProcessors());
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    return new Evaluator(
        handler, parallel, (int) Math.min(quarter >> 10, Integer.MAX_VALUE), crowd, metrics);
  }

  /// Whether any review has not got its answer yet.
  boolean isAnyoneWaiting() {
    return inFlight.get() > 0;
  }

  /// The answer, or nothing where the caller is to come back.
  Optional<AdmissionAnswer> evaluate(byte[] body, Duration budget) throws InterruptedException {
    inFlight.incrementAndGet();
    try {
      return whenThereIsRoom(body, budget, System.nanoTime());
    } finally {
      inFlight.decrementAndGet();
    }
  }

  /// So much of what there is only so much of.
  private record Share(Semaphore of, int amount) {
    void giveBack() {
      of.release(amount);
    }
  }

  private Optional<AdmissionAnswer> whenThereIsRoom(byte[] body, Duration budget, long begin)
      throws InterruptedException {
    List<Share> taken = new ArrayList<>();
    long first = begin;
    for (Share share : needed(body)) {
      if (!share.of().tryAcquire(share.amount())) {
        first = memory.firstSeen(body, begin);
        if (!acquired(share, patience(left(first, budget)), taken)) {
          return turnAway(body, first, budget);
        }
      }
      taken.add(share);
    }
    if (turns.incrementAndGet() <= parallel) {
      lastIdle = System.nanoTime();
    } else {
      first = memory.firstSeen(body, begin);
    }
    return run(new Turn(body, taken, first, budget));
  }

  /// Gives back what was taken already where this is not to be had.
  private static boolean acquired(Share share, long patience, List<Share> taken)
      throws InterruptedException {
    boolean acquired = false;
    try {
      acquired = share.of().tryAcquire(share.amount(), patience, TimeUnit.NANOSECONDS);
    } finally {
      if (!acquired) {
        taken.forEach(Share::giveBack);
      }
    }
    return acquired;
  }

  /// What a body needs before it may wait for a thread.
  private List<Share> needed(byte[] body) {
    int kibibytes = kibibytes(body);
    return kibibytes == 0
        ? List.of()
        : List.of(new Share(room, kibibytes), new Share(forLarge, body.length > LARGE ? 1 : 0));
  }

  /// How many KiB of room a body needs; never more than there are.
  private int kibibytes(byte[] body) {
    if (body.length <= FREE) {
      return 0;
    }
    long bytes = Math.min(MOST_DECODED, DECODED * body.length);
    return (int) Math.min(allRoom, bytes >> 10);
  }

  private static long left(long first, Duration budget) {
    return budget.toNanos() - (System.nanoTime() - first);
  }

  /// How long to wait for a turn.
  private long patience(long left) {
    boolean standing = System.nanoTime() - lastIdle > STANDING;
    long longest = standing && crowd.isThere() ? WAIT_BESIDE_A_CROWD : LONGEST_WAIT;
    return left > WORTH_A_RETRY
        ? Math.min(longest, left - WORTH_A_RETRY)
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

  private Optional<AdmissionAnswer> run(Turn turn) throws InterruptedException {
    threads.execute(turn);
    long patience = patience(left(turn.first, turn.budget));
    try {
      return Optional.of(answer(turn, patience));
    } catch (TimeoutException _) {
      if (threads.remove(turn)) {
        turn.end();
        return turnAway(turn.body, turn.first, turn.budget);
      }
      return Optional.of(awaited(turn));
    }
  }

  /// The answer of one that runs.
  private AdmissionAnswer awaited(Turn turn) throws InterruptedException {
    long left = left(turn.first, turn.budget) - LAST_WORD;
    try {
      return answer(turn, Math.max(left, LAST_WORD));
    } catch (TimeoutException _) {
      return handler.failOpen(turn.body, "deadline");
    }
  }

  private AdmissionAnswer answer(Turn turn, long nanos)
      throws InterruptedException, TimeoutException {
    try {
      return turn.answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      LOG.atError().addKeyValue("error", String.valueOf(failure.getCause())).log("review failed");
      return handler.failOpen(turn.body, "error");
    }
  }

  /// A review on a thread that the caller can leave behind; its shares stay with that thread.
  private final class Turn implements Runnable {
    private final byte[] body;
    private final List<Share> shares;
    private final long first;
    private final Duration budget;
    private final CompletableFuture<AdmissionAnswer> answer = new CompletableFuture<>();

    Turn(byte[] body, List<Share> shares, long first, Duration budget) {
      this.body = body;
      this.shares = shares;
      this.first = first;
      this.budget = budget;
    }

    void end() {
      turns.decrementAndGet();
      shares.forEach(Share::giveBack);
    }

    @Override
    public void run() {
      try {
        long left = Math.max(left(first, budget), LAST_WORD);
        answer.complete(handler.review(body, Duration.ofNanos(left)));
      } catch (RuntimeException | StackOverflowError failure) {
        answer.completeExceptionally(failure);
      } finally {
        end();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
