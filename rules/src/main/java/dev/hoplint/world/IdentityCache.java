package dev.hoplint.world;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Remembers what was worked out for an object, by its identity: the hash of an object is that of
/// everything in it, and two definitions of one object are two objects. Safe for several threads,
/// which may work the same thing out at once and all get the first result.
public final class IdentityCache<K, V> {
  private final Map<Same, V> known = new ConcurrentHashMap<>();
  private final Function<K, V> work;

  public IdentityCache(Function<K, V> work) {
    this.work = work;
  }

  private record Same(Object object) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  public V get(K key) {
    Same same = new Same(key);
    V found = known.get(same);
    if (found == null) {
      V made = work.apply(key);
      V other = known.putIfAbsent(same, made);
      found = other == null ? made : other;
    }
    return found;
  }
}
