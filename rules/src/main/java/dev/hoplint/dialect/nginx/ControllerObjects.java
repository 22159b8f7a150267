package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Opaque;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The objects of a world that tell controllers what to do.
///
/// @param namespaces where controllers run
record ControllerObjects(List<String> namespaces)
    implements Derivation<List<ControllerObjects.Found>> {
  /// One of them with its place.
  record Found(Placed placed, ControllerSource source) {}

  /// ConfigMaps and releases before workloads.
  private static final Comparator<Found> ORDER =
      Comparator.comparing((Found one) -> !(one.placed().resource() instanceof Opaque))
          .thenComparing(Found::placed);

  @Override
  public List<Found> of(List<Placed> all) {
    List<Found> found = new ArrayList<>();
    add(all, found);
    found.sort(ORDER);
    return List.copyOf(found);
  }

  @Override
  public List<Found> follow(List<Found> before, List<Placed> gone, List<Placed> come) {
    List<Found> more = new ArrayList<>();
    add(come, more);
    if (more.isEmpty() && before.stream().noneMatch(one -> gone.contains(one.placed()))) {
      return before;
    }
    before.stream().filter(one -> !gone.contains(one.placed())).forEach(more::add);
    more.sort(ORDER);
    return List.copyOf(more);
  }

  private void add(List<Placed> objects, List<Found> found) {
    for (Placed one : objects) {
      ControllerSource.of(one.resource(), namespaces)
          .ifPresent(source -> found.add(new Found(one, source)));
    }
  }
}
