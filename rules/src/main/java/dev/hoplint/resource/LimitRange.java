package dev.hoplint.resource;

import java.util.Set;

/// A LimitRange, as far as it gives containers requests they do not write.
///
/// @param defaultRequests resources for which containers get a default request or limit
public record LimitRange(Meta meta, Set<String> defaultRequests) implements Resource {
  public LimitRange {
    defaultRequests = Set.copyOf(defaultRequests);
  }
}
