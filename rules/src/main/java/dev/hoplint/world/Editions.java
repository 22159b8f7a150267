package dev.hoplint.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells worlds of one lineage that hold the very same objects of a type from those that do not.
final class Editions {
  /// By type; compared by identity.
  private final Map<Class<?>, Object> tokens;

  private Editions(Map<Class<?>, Object> tokens) {
    this.tokens = tokens;
  }

  /// Those of a world that nothing was changed to.
  static Editions first(Collection<? extends Class<?>> types) {
    Map<Class<?>, Object> tokens = new HashMap<>();
    types.forEach(type -> tokens.put(type, new Object()));
    return new Editions(tokens);
  }

  /// Those of a world that a change made of this one.
  Editions after(List<Placed> gone, List<Placed> come) {
    if (gone.isEmpty() && come.isEmpty()) {
      return this;
    }
    Map<Class<?>, Object> changed = new HashMap<>(tokens);
    gone.forEach(one -> changed.put(one.resource().getClass(), new Object()));
    come.forEach(one -> changed.put(one.resource().getClass(), new Object()));
    return new Editions(changed);
  }

  boolean areSame(Editions other, Class<?> type) {
    return tokens.get(type) == other.tokens.get(type);
  }
}
