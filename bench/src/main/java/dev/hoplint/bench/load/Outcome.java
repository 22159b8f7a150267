package dev.hoplint.bench.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What became of many calls. Safe for many threads.
final class Outcome {
  private static final int SAMPLES = 5;

  /// Audit annotations of answers that no rule stands behind, or not all.
  private static final List<String> NOT_EVALUATED =
      List.of("\"failed-open\":", "\"undecoded\":", "\"degraded\":");

  private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong unevaluated = new AtomicLong();
  private final AtomicLong warned = new AtomicLong();
  private final List<String> samples = new CopyOnWriteArrayList<>();
  private volatile double seconds;

  /// Makes one call and counts it.
  ///
  /// @param intended when it was to begin, of [System#nanoTime()]: a call that had to wait because
  ///   others were slow took that long, too
  void count(Review review, long intended, Exchange exchange) {
    try {
      Reply reply = exchange.call(review);
      record(System.nanoTime() - intended);
      check(review, reply);
    } catch (IOException failed) {
      record(System.nanoTime() - intended);
      error(failed.toString());
    } catch (RuntimeException failed) {
      error("the client failed: " + failed);
    }
  }

  /// How a review is answered.
  @FunctionalInterface
  interface Exchange {
    Reply call(Review review) throws IOException;
  }

  private void record(long nanos) {
    micros.recordValue(
        Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, micros.getHighestTrackableValue()));
  }

  private void check(Review review, Reply reply) {
    String text = reply.body();
    if (reply.status() != 200) {
      error("status " + reply.status() + ": " + text);
    } else if (!text.contains("\"uid\":\"" + review.uid() + "\"")) {
      error("another uid than " + review.uid() + ": " + text);
    } else if (!text.contains("\"allowed\":true")) {
      error("not allowed: " + text);
    } else if (NOT_EVALUATED.stream().anyMatch(text::contains)) {
      unevaluated.incrementAndGet();
      sample("not evaluated: " + text);
    } else if (text.contains("\"warnings\":[\"")) {
      warned.incrementAndGet();
    }
  }

  private void error(String what) {
    errors.incrementAndGet();
    sample(what);
  }

  private void sample(String what) {
    if (samples.size() < SAMPLES) {
      samples.add(what.length() > 400 ? what.substring(0, 400) : what);
    }
  }

  void lasted(double time) {
    seconds = time;
  }

  long calls() {
    return micros.getTotalCount();
  }

  long errors() {
    return errors.get();
  }

  /// Answers that say that rules did not run.
  long unevaluated() {
    return unevaluated.get();
  }

  /// Answers with at least one warning.
  long warned() {
    return warned.get();
  }

  /// The first few errors and unevaluated answers.
  List<String> samples() {
    return List.copyOf(samples);
  }

  double rate() {
    return seconds == 0 ? 0 : calls() / seconds;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  double meanMillis() {
    return micros.getMean() / 1e3;
  }

  double maxMillis() {
    return micros.getMaxValue() / 1e3;
  }
}
