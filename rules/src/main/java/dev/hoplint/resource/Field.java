package dev.hoplint.resource;

import java.util.Optional;
import java.util.function.Function;

/// What a manifest says in one field: a value, nothing, null, something of another type, or a
/// placeholder.
///
/// The API server treats null as absent, so [#isAbsent] covers both; a wrong type or a placeholder
/// is [#isUnknown]: rules stay silent about what they cannot know.
public sealed interface Field<T> {
  /// Where the value stands; for an absent field, where its parent stands.
  Place place();

  record Present<T>(T value, Place place) implements Field<T> {}

  /// @param place the place of the mapping that does not write the field
  record Absent<T>(Place place) implements Field<T> {}

  record Null<T>(Place place) implements Field<T> {}

  /// @param found what stands there instead, with article: `a mapping`
  record WrongType<T>(String found, Place place) implements Field<T> {}

  record Placeholder<T>(String text, Place place) implements Field<T> {}

  /// The value, where there is one.
  default Optional<T> get() {
    return this instanceof Present<T>(T value, Place _) ? Optional.of(value) : Optional.empty();
  }

  /// The value, or what the API server fills in where nothing is written. Ask [#isUnknown] first.
  default T or(T fallback) {
    return this instanceof Present<T>(T value, Place _) ? value : fallback;
  }

  default boolean is(T wanted) {
    return this instanceof Present<T>(T value, Place _) && value.equals(wanted);
  }

  default boolean isPresent() {
    return this instanceof Present<T>;
  }

  /// Nothing is written, or null.
  default boolean isAbsent() {
    return this instanceof Absent<T> || this instanceof Null<T>;
  }

  /// Something is written that cannot be read as the field's type.
  default boolean isUnknown() {
    return this instanceof WrongType<T> || this instanceof Placeholder<T>;
  }

  /// The same field with another view of its value.
  default <R> Field<R> map(Function<? super T, ? extends R> view) {
    return switch (this) {
      case Present<T>(T value, Place place) -> new Present<>(view.apply(value), place);
      case Absent<T>(Place place) -> new Absent<>(place);
      case Null<T>(Place place) -> new Null<>(place);
      case WrongType<T>(String found, Place place) -> new WrongType<>(found, place);
      case Placeholder<T>(String text, Place place) -> new Placeholder<>(text, place);
    };
  }
}
