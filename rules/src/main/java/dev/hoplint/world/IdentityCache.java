package dev.hoplint.world;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Remembers what was worked out for an object, by its identity: the hash of an object is that of
/// everything in it, and two definitions of one object are two objects. Safe for several threads,
/// which may work the same thing out at once and all get the first result.
public final class IdentityCache<K, V> {
  private final Map<Same, V> known;
  private final Map<Same, V> own;
  private final Predicate<K> isOwn;
  private final Function<K, V> work;

  public IdentityCache(Function<K, V> work) {
    this(new ConcurrentHashMap<>(), _ -> false, work);
  }

  private IdentityCache(Map<Same, V> known, Predicate<K> isOwn, Function<K, V> work) {
    this.known = known;
    this.own = new ConcurrentHashMap<>(2);
    this.isOwn = isOwn;
    this.work = work;
  }

  /// A cache that knows what this one knows, and the other way round: for work that has the same
  /// results.
  ///
  /// @param isOwn the objects that only the new cache is asked about: it keeps them to itself
  public IdentityCache<K, V> sharing(Predicate<K> isOwn, Function<K, V> sameWork) {
    return new IdentityCache<>(known, isOwn, sameWork);
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
    Map<Same, V> map = isOwn.test(key) ? own : known;
    V found = map.get(same);
    if (found == null) {
      V made = work.apply(key);
      V other = map.putIfAbsent(same, made);
      found = other == null ? made : other;
    }
    return found;
  }
}
