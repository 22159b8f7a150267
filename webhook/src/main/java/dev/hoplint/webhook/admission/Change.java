package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Kind;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.text.Span;
import dev.hoplint.webhook.admission.Review.Operation;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a review does to the world.
///
/// @param before the object as it was; empty for a creation
/// @param after the object as it shall be; empty for a deletion
record Change(ObjectRef ref, Optional<Resource> before, Optional<Resource> after) {

  /// Reads the objects of a review that has at least one.
  ///
  /// @throws Unreadable where an object is not what the request says it is
  static Change of(Review review) {
    Optional<Resource> before =
        review.operation() == Operation.CREATE
            ? Optional.empty()
            : review.oldObject().map(object -> read(review, object));
    Optional<Resource> after =
        review.operation() == Operation.DELETE
            ? Optional.empty()
            : review.object().map(object -> read(review, object));
    Resource known = after.or(() -> before).orElseThrow(() -> new Unreadable("no object"));
    if (before.isPresent() && !before.get().ref().isSameObject(known.ref())) {
      throw new Unreadable("the object and the old object have different names");
    }
    return new Change(known.ref(), before, after);
  }

  /// An object is not what the request says it is.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /// The world as it was; the very same one where it shows the object as it was, so that the engine
  /// can go on from what it knows of it.
  World worldBefore(World world) {
    List<Placed> shown = world.placed(ref);
    boolean same =
        before.isEmpty()
            ? shown.isEmpty()
            : shown.size() == 1 && shown.getFirst().resource().equals(before.get());
    return same ? world : other(world);
  }

  private World other(World world) {
    return before.map(world::with).orElseGet(() -> world.without(ref));
  }

  World worldAfter(World world) {
    return after.map(world::with).orElseGet(() -> world.without(ref));
  }

  private static Resource read(Review review, Mapping object) {
    Kind kind = ResourceReader.kind(object);
    if (!kind.name().equals(review.kind().name()) || !kind.group().equals(review.kind().group())) {
      throw new Unreadable("the object is of another kind than the request");
    }
    Resource resource = ResourceReader.read(placed(review, object));
    if (!resource.namespace().equals(review.namespace())) {
      throw new Unreadable("the object is in another namespace than the request");
    }
    return resource;
  }

  /// The API server writes the namespace into the object; other callers may leave it out.
  private static Mapping placed(Review review, Mapping object) {
    Node metadata = object.get("metadata").orElse(null);
    boolean missing =
        metadata instanceof Mapping mapping
            && mapping.get("namespace").isEmpty()
            && !review.kind().isClusterScoped();
    if (!missing || review.namespace().isEmpty()) {
      return object;
    }
    List<Mapping.Entry> entries = new ArrayList<>();
    for (Mapping.Entry entry : object.entries()) {
      if (entry.value() instanceof Mapping below && entry.name().equals(Optional.of("metadata"))) {
        List<Mapping.Entry> more = new ArrayList<>(below.entries());
        more.add(new Mapping.Entry(text("namespace"), text(review.namespace())));
        entries.add(new Mapping.Entry(entry.key(), new Mapping(below.span(), more)));
      } else {
        entries.add(entry);
      }
    }
    return new Mapping(object.span(), entries);
  }

  private static Scalar text(String value) {
    return new Scalar(
        Span.at(0), value, ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING, Optional.empty());
  }
}
