package dev.hoplint.resource;

import dev.hoplint.text.Placeholders;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one mapping. Never fails: what is missing or of a wrong type becomes a
/// [Field] that says so.
final class FieldReader {
  private final @Nullable Mapping mapping;
  private final Span span;
  private final FieldPath path;
  private final Placer placer;

  private FieldReader(@Nullable Mapping mapping, Span span, FieldPath path, Placer placer) {
    this.mapping = mapping;
    this.span = span;
    this.path = path;
    this.placer = placer;
  }

  static FieldReader of(Mapping root, FieldPath path, Placer placer) {
    return new FieldReader(root, root.span(), path, placer);
  }

  /// The place of the mapping; of its parent where it is not written.
  Place place() {
    return placer.place(span, path);
  }

  /// Whether the mapping is written.
  boolean exists() {
    return mapping != null;
  }

  boolean has(String key) {
    return written(key) != null;
  }

  /// A mapping below a key; where there is none, every field of the result is absent.
  FieldReader child(String key) {
    Node value = written(key);
    FieldPath below = path.child(key);
    return value instanceof Mapping found
        ? new FieldReader(found, found.span(), below, placer)
        : new FieldReader(null, span, below, placer);
  }

  Optional<FieldReader> existing(String key) {
    FieldReader child = child(key);
    return child.exists() ? Optional.of(child) : Optional.empty();
  }

  /// The mappings of a list; items that are none are left out.
  List<FieldReader> items(String key) {
    if (!(written(key) instanceof Sequence sequence)) {
      return List.of();
    }
    List<FieldReader> result = new ArrayList<>(sequence.items().size());
    FieldPath list = path.child(key);
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      if (item.resolve() instanceof Mapping found) {
        // The place of an aliased item is where it is used: that is the line a person edits.
        result.add(new FieldReader(found, item.span(), list.item(i, name(found)), placer));
      }
    }
    return result;
  }

  private static String name(Mapping item) {
    return item.get("name").orElse(null) instanceof Scalar scalar ? scalar.value() : "";
  }

  /// The scalars of a list as strings.
  List<Field<String>> strings(String key) {
    if (!(written(key) instanceof Sequence sequence)) {
      return List.of();
    }
    List<Field<String>> result = new ArrayList<>(sequence.items().size());
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      Place place = placer.place(item.span(), path.child(key).item(i));
      result.add(convert(item.resolve(), place, FieldReader::text));
    }
    return result;
  }

  /// A string. Numbers and booleans are a wrong type, as they are for the API server.
  Field<String> string(String key) {
    return read(key, scalar -> scalar.isString() ? Optional.of(scalar.value()) : Optional.empty());
  }

  Field<Integer> integer(String key) {
    return read(key, FieldReader::number);
  }

  Field<Boolean> bool(String key) {
    return read(key, Scalar::bool);
  }

  Field<PortRef> port(String key) {
    return read(
        key,
        scalar ->
            scalar.isString()
                ? Optional.of(new PortRef.Name(scalar.value()))
                : number(scalar).map(PortRef.Number::new));
  }

  Field<IntOrPercent> intOrPercent(String key) {
    return read(
        key,
        scalar ->
            scalar.isString()
                ? IntOrPercent.parse(scalar.value())
                : number(scalar).map(IntOrPercent.Count::new));
  }

  Field<Protocol> protocol(String key) {
    return read(
        key, scalar -> scalar.isString() ? Protocol.parse(scalar.value()) : Optional.empty());
  }

  /// A free map of strings; values of another type are wrong-typed entries.
  StringMap stringMap(String key) {
    if (!(written(key) instanceof Mapping map)) {
      return StringMap.empty(place());
    }
    List<StringMap.Entry> entries = new ArrayList<>(map.entries().size());
    FieldPath below = path.child(key);
    for (Mapping.Entry entry : map.effectiveEntries()) {
      String name = entry.name().orElse("");
      FieldPath at = below.child(name);
      Place place = placer.place(entry.value().span(), at);
      entries.add(
          new StringMap.Entry(
              name,
              placer.place(entry.key().span(), at),
              convert(entry.value().resolve(), place, FieldReader::text)));
    }
    return new StringMap(placer.place(map.span(), below), entries);
  }

  /// The keys of a mapping below a key.
  List<String> keys(String key) {
    if (!(written(key) instanceof Mapping map)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(map.entries().size());
    for (Mapping.Entry entry : map.effectiveEntries()) {
      entry.name().ifPresent(names::add);
    }
    return names;
  }

  private static Optional<String> text(Scalar scalar) {
    return scalar.isString() ? Optional.of(scalar.value()) : Optional.empty();
  }

  private static Optional<Integer> number(Scalar scalar) {
    return scalar
        .integer()
        .filter(value -> value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE)
        .map(Long::intValue);
  }

  private @Nullable Node written(String key) {
    Mapping.Entry entry = entry(key);
    return entry == null ? null : entry.value().resolve();
  }

  private Mapping.@Nullable Entry entry(String key) {
    return mapping == null ? null : mapping.entry(key).orElse(null);
  }

  private <T> Field<T> read(String key, Function<Scalar, Optional<T>> convert) {
    Mapping.Entry entry = entry(key);
    if (entry == null) {
      return new Field.Absent<>(placer.place(span, path.child(key)));
    }
    Place place = placer.place(entry.value().span(), path.child(key));
    return convert(entry.value().resolve(), place, convert);
  }

  private static <T> Field<T> convert(
      Node node, Place place, Function<Scalar, Optional<T>> convert) {
    if (!(node instanceof Scalar scalar)) {
      return new Field.WrongType<>(node instanceof Sequence ? "a list" : "a mapping", place);
    }
    if (scalar.isNull()) {
      return new Field.Null<>(place);
    }
    if (Placeholders.in(scalar.value())) {
      return new Field.Placeholder<>(scalar.value(), place);
    }
    Optional<T> value = convert.apply(scalar);
    return value.isPresent()
        ? new Field.Present<>(value.get(), place)
        : new Field.WrongType<>(scalar.type().words(), place);
  }
}
