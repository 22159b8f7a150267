package dev.hoplint.bench.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Work that goes on beside other work, each on a thread of its own: the common pool has only one
/// on a machine of two cores, and what should happen at once would happen in turn.
final class Beside {
  private static final Executor THREADS = work -> Thread.ofPlatform().daemon().start(work);

  private Beside() {}

  static <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREADS);
  }

  static CompletableFuture<Void> start(Runnable work) {
    return CompletableFuture.runAsync(work, THREADS);
  }
}
