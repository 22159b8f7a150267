package dev.hoplint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Maps subjects to findings on several threads; the order of the result is that of the subjects.
final class Parallel {
  /// Below this many subjects threads cost more than they save.
  private static final int WORTHWHILE = 256;

  private final int jobs;

  Parallel(int jobs) {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1, not " + jobs);
    }
    this.jobs = jobs;
  }

  <S, R> List<R> map(List<S> subjects, Function<S, List<R>> work) {
    if (jobs == 1 || subjects.size() < WORTHWHILE) {
      List<R> all = new ArrayList<>();
      subjects.forEach(subject -> all.addAll(work.apply(subject)));
      return all;
    }
    int size = Math.max(64, Math.ceilDiv(subjects.size(), jobs * 8));
    List<Future<List<R>>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      for (int start = 0; start < subjects.size(); start += size) {
        List<S> part = subjects.subList(start, Math.min(subjects.size(), start + size));
        parts.add(
            threads.submit(
                () -> {
                  List<R> found = new ArrayList<>();
                  part.forEach(subject -> found.addAll(work.apply(subject)));
                  return found;
                }));
      }
      List<R> all = new ArrayList<>();
      for (Future<List<R>> part : parts) {
        all.addAll(part.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
