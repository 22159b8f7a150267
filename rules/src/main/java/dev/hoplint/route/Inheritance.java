package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a graph takes over from one of another world of the same lineage: the answers that are
/// worked out of objects which both worlds hold.
final class Inheritance {
  private final @Nullable RouteGraph earlier;
  private final World world;
  private final boolean isChangeKnown;

  /// The objects that the earlier world does not hold; by identity.
  private final Set<Resource> changed = Collections.newSetFromMap(new IdentityHashMap<>());

  private Inheritance(@Nullable RouteGraph earlier, World world, boolean isChangeKnown) {
    this.earlier = earlier;
    this.world = world;
    this.isChangeKnown = isChangeKnown;
  }

  /// Nothing is taken over.
  static Inheritance none(World world) {
    return new Inheritance(null, world, false);
  }

  /// Nobody knows what the worlds differ in.
  static Inheritance of(RouteGraph earlier, World world) {
    return new Inheritance(earlier, world, false);
  }

  /// @param changed the only objects that the worlds differ in
  static Inheritance of(RouteGraph earlier, World world, Collection<ObjectRef> changed) {
    Inheritance inheritance = new Inheritance(earlier, world, true);
    for (ObjectRef ref : changed) {
      world.placed(ref).stream().map(Placed::resource).forEach(inheritance.changed::add);
    }
    return inheritance;
  }

  /// The answers about objects of one type. Those about changed ones stay with the later graph: it
  /// is asked once, and the earlier one again and again.
  ///
  /// @param subjects what the answers are about
  /// @param inputs what else they are worked out of
  @SafeVarargs
  final <K extends Resource, V> IdentityCache<K, V> cache(
      Class<K> subjects,
      Function<RouteGraph, IdentityCache<K, V>> known,
      Function<K, V> work,
      Class<? extends Resource>... inputs) {
    return earlier != null
            && world.holdsSame(earlier.world(), inputs)
            && (isChangeKnown || world.holdsSame(earlier.world(), subjects))
        ? known.apply(earlier).sharing(changed::contains, work)
        : new IdentityCache<>(work);
  }

  /// What depends on Ingresses and their classes alone.
  <T> Optional<T> ofSameIngresses(Function<RouteGraph, T> known) {
    return earlier != null
            && world.holdsSame(earlier.world(), Ingress.class, IngressClass.class)
            && earlier.nginx().hasSources(world)
        ? Optional.of(known.apply(earlier))
        : Optional.empty();
  }

  NginxModel nginx(NginxOptions options, Function<Ingress, Controller> controllers) {
    Optional<NginxModel> same = ofSameIngresses(RouteGraph::nginx);
    if (same.isPresent()) {
      return same.get();
    }
    return earlier != null
            && isChangeKnown
            && world.holdsSame(earlier.world(), IngressClass.class)
            && earlier.nginx().hasSources(world)
        ? earlier.nginx().in(world, controllers, changed::contains)
        : new NginxModel(world, options, controllers);
  }
}
