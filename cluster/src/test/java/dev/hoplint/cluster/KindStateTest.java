package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KindStateTest {
  private static final Instant START = Instant.EPOCH;

  private final KindState state =
      new KindState(WatchedKinds.standard().all().getFirst(), WatchTimes.standard(), START);

  @Test
  void troubleBeginsWithTheFirstFailureHoweverLongTheFirstListTook() {
    state.listed(START.plusSeconds(40));
    state.opened(START.plusSeconds(40));
    assertThat(state.troubledSince(START.plusSeconds(41))).isEmpty();

    state.lost(START.plusSeconds(42), "the connection was reset");

    assertThat(state.troubledSince(START.plusSeconds(43))).contains(START.plusSeconds(42));
  }

  @Test
  void troubleGoesOnUntilAWatchHasToldSomething() {
    state.lost(START.plusSeconds(1), "500");
    state.listed(START.plusSeconds(2));
    state.lost(START.plusSeconds(3), "the watch ended");
    assertThat(state.troubledSince(START.plusSeconds(4))).contains(START.plusSeconds(1));

    state.alive(START.plusSeconds(5));

    assertThat(state.troubledSince(START.plusSeconds(6))).isEmpty();
  }
}
