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

/// Whose findings a change can alter, and how far they stand from it.
final class Focus {
  private final Set<ObjectRef> linked;
  private final Set<ObjectRef> meeting;
  private final boolean everything;

  private Focus(Set<ObjectRef> linked, Set<ObjectRef> meeting, boolean everything) {
    this.linked = linked;
    this.meeting = meeting;
    this.everything = everything;
  }

  /// The changed objects alone.
  static Focus on(Set<ObjectRef> changed) {
    return new Focus(changed, Set.of(), false);
  }

  /// The changed objects, and what looks at them before or after the change.
  static Focus of(RouteGraph before, RouteGraph after, Set<ObjectRef> changed) {
    if (Everywhere.reaches(before, after, changed)) {
      return new Focus(changed, Set.of(), true);
    }
    Set<ObjectRef> linked = new HashSet<>(changed);
    Set<ObjectRef> meeting = new HashSet<>();
    for (Ripples ripples :
        List.of(Ripples.of(before, after, changed), Ripples.of(after, before, changed))) {
      linked.addAll(ripples.linked());
      meeting.addAll(ripples.meeting());
    }
    TlsFronts.startingToLoop(before, after, meeting).forEach(front -> meeting.add(front.ref()));
    return new Focus(linked, meeting, false);
  }

  /// Whether it was not worked out what can be left out.
  boolean isEverything() {
    return everything;
  }

  /// Whether an object only meets a changed one in a host: rules that follow links alone say the
  /// same of it as before.
  boolean onlyMeets(Resource resource) {
    return meeting.contains(resource.ref()) && !linked.contains(resource.ref());
  }

  /// The objects of a world that it holds, in order.
  List<Resource> in(World world) {
    if (everything) {
      return world.resources();
    }
    Set<Placed> found = new TreeSet<>();
    linked.forEach(ref -> found.addAll(world.placed(ref)));
    meeting.forEach(ref -> found.addAll(world.placed(ref)));
    return found.stream().map(Placed::resource).toList();
  }
}
