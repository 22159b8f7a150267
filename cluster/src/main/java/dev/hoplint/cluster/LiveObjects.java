package dev.hoplint.cluster;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import java.time.Duration;

/// Asks the API server for single objects as they are now, past every cache.
@FunctionalInterface
public interface LiveObjects {
  /// Reads one object with a quorum read (no resourceVersion). Never throws.
  ///
  /// @param limit how long it may take
  Answer get(ObjectRef object, Duration limit);

  /// What the API server said.
  sealed interface Answer {
    record Present(Resource resource) implements Answer {}

    record Gone() implements Answer {}

    /// Refused, too slow, unreachable, too many requests.
    record Failed(String why) implements Answer {}
  }
}
