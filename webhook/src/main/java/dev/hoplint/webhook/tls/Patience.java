package dev.hoplint.webhook.tls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// For how long one bundle has been seen without a break. A clock that jumps, or a machine that
/// sleeps, adds no more than one ordinary look would have.
final class Patience {
  private final Duration mostPerLook;
  private String bundle = "";
  private Duration held = Duration.ZERO;
  private @Nullable Instant last;

  Patience(Duration mostPerLook) {
    this.mostPerLook = mostPerLook;
  }

  void saw(String seen, Instant now) {
    if (!seen.equals(bundle) || last == null) {
      bundle = seen;
      held = Duration.ZERO;
    } else {
      held = held.plus(added(Duration.between(last, now)));
    }
    last = now;
  }

  void interrupt() {
    bundle = "";
    held = Duration.ZERO;
    last = null;
  }

  Duration heldFor(String seen) {
    return seen.equals(bundle) ? held : Duration.ZERO;
  }

  private Duration added(Duration passed) {
    if (passed.isNegative()) {
      return Duration.ZERO;
    }
    return passed.compareTo(mostPerLook) > 0 ? mostPerLook : passed;
  }
}
