package dev.hoplint.bench.load;

import java.util.Map;

/// Where the objects of the world are kept and watched.
interface Store {
  /// Creates or replaces.
  void put(Map<String, Object> object);

  void remove(Map<String, Object> object);
}
