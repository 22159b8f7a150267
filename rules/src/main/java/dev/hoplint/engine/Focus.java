package dev.hoplint.engine;

import dev.hoplint.builtin.redirect.TlsFronts;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whose findings a change can alter.
final class Focus {
  private final Set<ObjectRef> refs;
  private final boolean everything;

  private Focus(Set<ObjectRef> refs, boolean everything) {
    this.refs = refs;
    this.everything = everything;
  }

  /// The changed objects alone.
  static Focus on(Set<ObjectRef> changed) {
    return new Focus(changed, false);
  }

  /// The changed objects, and what looks at them before or after the change.
  static Focus of(RouteGraph before, RouteGraph after, Set<ObjectRef> changed) {
    if (Everywhere.reaches(before, after, changed)) {
      return new Focus(changed, true);
    }
    Set<ObjectRef> refs = new HashSet<>(changed);
    refs.addAll(Ripples.of(before, after, changed));
    refs.addAll(Ripples.of(after, before, changed));
    TlsFronts.startingToLoop(before, after, refs).forEach(front -> refs.add(front.ref()));
    return new Focus(refs, false);
  }

  /// Whether it was not worked out what can be left out.
  boolean isEverything() {
    return everything;
  }

  /// The objects of a world that it holds, in order.
  List<Resource> in(World world) {
    if (everything) {
      return world.resources();
    }
    Set<Placed> found = new TreeSet<>();
    refs.forEach(ref -> found.addAll(world.placed(ref)));
    return found.stream().map(Placed::resource).toList();
  }
}
