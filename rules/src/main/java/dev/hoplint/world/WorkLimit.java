package dev.hoplint.world;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How long the work on this thread may go on. Loops whose length the input decides ask between two
/// steps; without a limit nothing ever ends them.
public final class WorkLimit {
  private static final ThreadLocal<@Nullable BooleanSupplier> CURRENT = new ThreadLocal<>();

  private WorkLimit() {}

  /// The work has gone on for too long; what it was for is not known.
  public static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Exceeded() {
      super("the work took longer than it may", null, false, false);
    }
  }

  /// Does a piece of work that [#check] ends as soon as the limit is reached.
  ///
  /// @param isReached asked very often, so it must be cheap
  /// @throws Exceeded where the limit is reached before the work is done
  public static <T> T under(BooleanSupplier isReached, Supplier<T> work) {
    BooleanSupplier outer = CURRENT.get();
    CURRENT.set(isReached);
    try {
      return work.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /// Ends the work where its limit is reached.
  public static void check() {
    BooleanSupplier limit = CURRENT.get();
    if (limit != null && limit.getAsBoolean()) {
      throw new Exceeded();
    }
  }
}
