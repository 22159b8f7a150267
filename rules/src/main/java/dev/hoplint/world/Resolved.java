package dev.hoplint.world;

import java.util.List;
import java.util.Optional;

/// What became of a reference.
public sealed interface Resolved<T> {
  record Found<T>(T value) implements Resolved<T> {}

  /// It does not exist, as far as the input is the world.
  ///
  /// @param near what exists instead, nearest first
  record Missing<T>(List<NearMiss> near) implements Resolved<T> {
    public Missing {
      near = List.copyOf(near);
    }
  }

  /// It cannot be known.
  ///
  /// @param why for the summary, without a period
  record Unknown<T>(String why) implements Resolved<T> {}

  default Optional<T> found() {
    return this instanceof Found<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  default boolean isMissing() {
    return this instanceof Missing<T>;
  }

  default boolean isUnknown() {
    return this instanceof Unknown<T>;
  }
}
