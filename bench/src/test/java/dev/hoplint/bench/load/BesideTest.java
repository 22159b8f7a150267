package dev.hoplint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BesideTest {
  /// More than any pool that is made for the number of cores.
  private static final int MANY = 2 * Runtime.getRuntime().availableProcessors() + 2;

  @Test
  void allWorkGoesOnAtOnce() {
    CyclicBarrier all = new CyclicBarrier(MANY);
    List<CompletableFuture<Integer>> works =
        IntStream.range(0, MANY)
            .mapToObj(
                number ->
                    Beside.start(
                        () -> {
                          try {
                            all.await(20, TimeUnit.SECONDS);
                            return number;
                          } catch (Exception alone) {
                            throw new IllegalStateException(alone);
                          }
                        }))
            .toList();
    assertThat(works).extracting(CompletableFuture::join).hasSize(MANY);
  }
}
