package dev.hoplint.world;

import dev.hoplint.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Something worked out of a whole world that follows its changes instead of being worked out
/// again. Made once per program: worlds know a derivation by its identity.
///
/// @param <T> immutable
public interface Derivation<T> {
  /// Works it out of everything.
  ///
  /// @param all in the order of the world
  T of(List<Placed> all);

  /// What it is after a change.
  ///
  /// @param gone what is not there any more
  /// @param come what is new, or new in its place
  T follow(T before, List<Placed> gone, List<Placed> come);

  /// Objects by the keys that a function gives them; each key counts once.
  static Derivation<Index> index(Function<Resource, ? extends Collection<String>> keys) {
    return new Derivation<>() {
      @Override
      public Index of(List<Placed> all) {
        List<Index.Entry> entries = new ArrayList<>();
        for (Placed one : all) {
          for (String key : keys.apply(one.resource())) {
            entries.add(new Index.Entry(key, one));
          }
        }
        return Index.of(entries);
      }

      @Override
      public Index follow(Index before, List<Placed> gone, List<Placed> come) {
        Index index = before;
        for (Placed one : gone) {
          Collection<String> staying = keysAt(one, come);
          for (String key : keys.apply(one.resource())) {
            if (!staying.contains(key)) {
              index = index.without(key, one);
            }
          }
        }
        for (Placed one : come) {
          for (String key : keys.apply(one.resource())) {
            index = index.with(key, one);
          }
        }
        return index;
      }

      // The keys under which something else comes to the place of an object.
      private Collection<String> keysAt(Placed gone, List<Placed> come) {
        for (Placed one : come) {
          if (one.compareTo(gone) == 0) {
            return keys.apply(one.resource());
          }
        }
        return List.of();
      }
    };
  }
}
