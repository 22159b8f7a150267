package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.Index;
import dev.hoplint.world.Placed;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Which Ingresses one controller serves, seen from one of them: those deployed together with it;
/// of several definitions of one Ingress the nearest. Safe for several threads.
final class Membership {
  private record Member(ReadIngress read, Placed at) {}

  private final World world;
  private final NginxModel model;
  private final Ingress from;
  private final String installation;
  private final IdentityCache<Ingress, Optional<Member>> members;

  /// @param installation the controller, by [NginxModel#installation]
  Membership(World world, NginxModel model, Ingress from, String installation) {
    this.world = world;
    this.model = model;
    this.from = from;
    this.installation = installation;
    this.members = new IdentityCache<>(this::find);
  }

  private Membership(Membership one, Membership earlier, Predicate<Ingress> isOwn) {
    this.world = one.world;
    this.model = one.model;
    this.from = one.from;
    this.installation = one.installation;
    this.members = earlier.members.sharing(isOwn, this::find);
  }

  /// These members, where those of an earlier world are known.
  ///
  /// @param isOwn tells the Ingresses that the earlier world does not hold
  Membership knowing(Membership earlier, Predicate<Ingress> isOwn) {
    return new Membership(this, earlier, isOwn);
  }

  /// An Ingress with the place of its first definition; empty for one that another definition
  /// stands for.
  private Optional<Member> find(Ingress ingress) {
    WorkLimit.check();
    if (!isServed(ingress)) {
      return Optional.empty();
    }
    Optional<Placed> first = Optional.empty();
    Ingress nearest = ingress;
    for (Placed one : world.placed(Ingress.class, ingress.name(), ingress.namespace())) {
      Ingress definition = (Ingress) one.resource();
      if (isServed(definition)) {
        boolean nearer = definition.meta().set() == from.meta().set();
        nearest = first.isEmpty() || nearer ? definition : nearest;
        first = first.isEmpty() ? Optional.of(one) : first;
      }
    }
    return nearest == ingress
        ? first.map(at -> new Member(model.read(ingress), at))
        : Optional.empty();
  }

  private boolean isServed(Ingress ingress) {
    return model.accepts(ingress)
        && world.together(from, ingress)
        && model.installation(ingress).equals(installation);
  }

  /// What the controller makes of an Ingress, where it is a member.
  Optional<ReadIngress> read(Ingress ingress) {
    return members.get(ingress).map(Member::read);
  }

  /// The members among the Ingresses of a key, in the order of the world.
  List<ReadIngress> of(Derivation<Index> index, String key) {
    List<Member> found = new ArrayList<>();
    for (Resource one : world.derived(index).get(key)) {
      members.get((Ingress) one).ifPresent(found::add);
    }
    return sorted(found);
  }

  /// The members among the Ingresses that lead to a Service.
  List<ReadIngress> of(Derivation<Index> index, String key, String namespace) {
    List<Member> found = new ArrayList<>();
    for (Resource one : world.derived(index).get(key, namespace)) {
      members.get((Ingress) one).ifPresent(found::add);
    }
    return sorted(found);
  }

  /// Members in the order of the world.
  List<Ingress> sorted(Collection<Ingress> ingresses) {
    List<Member> found = new ArrayList<>();
    ingresses.forEach(one -> members.get(one).ifPresent(found::add));
    return sorted(found).stream().map(ReadIngress::ingress).toList();
  }

  /// Every member.
  List<ReadIngress> all() {
    List<Member> found = new ArrayList<>();
    world.all(Ingress.class).forEach(one -> members.get(one).ifPresent(found::add));
    return sorted(found);
  }

  /// The first of all members.
  Optional<Ingress> first() {
    AtomicReference<Optional<Ingress>> found = new AtomicReference<>(Optional.empty());
    world.visit(
        Ingress.class,
        one -> {
          if (isServed(one)) {
            found.set(
                world.placed(Ingress.class, one.name(), one.namespace()).stream()
                    .map(placed -> (Ingress) placed.resource())
                    .filter(definition -> members.get(definition).isPresent())
                    .findFirst());
          }
          return found.get().isEmpty();
        });
    return found.get();
  }

  private static List<ReadIngress> sorted(List<Member> found) {
    return found.stream().sorted(Comparator.comparing(Member::at)).map(Member::read).toList();
  }
}
