package dev.hoplint.schema;

import dev.hoplint.text.Span;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Objects with one thing changed: another type, a field less, a field more, a field misspelt.
final class ManifestMutations {
  private static final Span NOWHERE = Span.at(0);
  private static final List<String> IDENTITY = List.of("apiVersion", "kind");

  private final Random random;
  private int countdown;

  private ManifestMutations(Random random) {
    this.random = random;
  }

  /// The objects themselves, and mutations of them up to `count`, always the same.
  static List<Mapping> of(List<Mapping> objects, int count) {
    List<Mapping> all = new ArrayList<>(objects);
    ManifestMutations mutations = new ManifestMutations(new Random(37));
    while (all.size() < count) {
      Mapping object = objects.get(mutations.random.nextInt(objects.size()));
      mutations.countdown = 1 + mutations.random.nextInt(size(object));
      all.add((Mapping) mutations.change(object));
    }
    return all;
  }

  private static int size(Node node) {
    return switch (node.resolve()) {
      case Mapping mapping ->
          1 + mapping.effectiveEntries().stream().mapToInt(entry -> size(entry.value())).sum();
      case Sequence sequence ->
          1 + sequence.items().stream().mapToInt(ManifestMutations::size).sum();
      default -> 1;
    };
  }

  private Node change(Node written) {
    Node node = written.resolve();
    if (countdown-- == 0) {
      return changed(node);
    }
    return switch (node) {
      case Mapping mapping -> {
        List<Mapping.Entry> entries = new ArrayList<>();
        for (Mapping.Entry entry : mapping.effectiveEntries()) {
          boolean identity = IDENTITY.contains(entry.name().orElse(""));
          entries.add(identity ? entry : new Mapping.Entry(entry.key(), change(entry.value())));
        }
        yield new Mapping(mapping.span(), entries);
      }
      case Sequence sequence ->
          new Sequence(sequence.span(), sequence.items().stream().map(this::change).toList());
      default -> node;
    };
  }

  private Node changed(Node node) {
    if (node instanceof Mapping mapping && random.nextInt(4) > 0) {
      return changed(mapping);
    }
    return switch (random.nextInt(6)) {
      case 0 -> scalar("word", ScalarType.STRING);
      case 1 -> scalar("80", ScalarType.INTEGER);
      case 2 -> scalar("true", ScalarType.BOOLEAN);
      case 3 -> new Mapping(NOWHERE, List.of());
      case 4 -> new Sequence(NOWHERE, List.of());
      default -> scalar("1.5", ScalarType.FLOAT);
    };
  }

  private Mapping changed(Mapping mapping) {
    List<Mapping.Entry> entries = new ArrayList<>(mapping.effectiveEntries());
    int at = entries.isEmpty() ? -1 : random.nextInt(entries.size());
    boolean free = at >= 0 && !IDENTITY.contains(entries.get(at).name().orElse(""));
    switch (random.nextInt(3)) {
      case 0 -> entries.add(entry("surplus", scalar("word", ScalarType.STRING)));
      case 1 -> {
        if (free) {
          entries.remove(at);
        }
      }
      default -> {
        if (free) {
          String name = entries.get(at).name().orElse("") + "s";
          entries.set(at, entry(name, entries.get(at).value()));
        }
      }
    }
    return new Mapping(NOWHERE, entries);
  }

  private static Mapping.Entry entry(String key, Node value) {
    return new Mapping.Entry(scalar(key, ScalarType.STRING), value);
  }

  private static Scalar scalar(String text, ScalarType type) {
    return new Scalar(NOWHERE, text, ScalarStyle.PLAIN, type, Optional.empty());
  }
}
