package dev.hoplint.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An applied set while it is put together.
final class SetDraft {
  private static final int LABEL_LIMIT = 1000;
  private static final int UNNUMBERED = -1;

  private final String name;
  private final AppliedSet.Origin origin;
  private final Set<SetDraft> parents = new LinkedHashSet<>();
  private final Set<String> labels = new TreeSet<>();
  private final OpeningList openings = new OpeningList();
  private final Set<String> namespaces = new HashSet<>();
  private final List<SortedDocument> objects = new ArrayList<>();
  private int id = UNNUMBERED;

  SetDraft(String name, AppliedSet.Origin origin) {
    this.name = name;
    this.origin = origin;
  }

  String name() {
    return name;
  }

  OpeningList openings() {
    return openings;
  }

  /// Parents, nearest first.
  List<SetDraft> parents() {
    return List.copyOf(parents);
  }

  void addParent(SetDraft parent) {
    if (parent != this) {
      parents.add(parent);
    }
  }

  List<SortedDocument> objects() {
    return objects;
  }

  /// Takes an object in; the first one gives the set its number.
  ///
  /// @param namespace what the layers give it; empty where they do not say
  void addObject(SortedDocument object, String namespace) {
    objects.add(object);
    namespaces.add(namespace);
  }

  void addLabels(Set<String> keys) {
    if (labels.size() < LABEL_LIMIT) {
      labels.addAll(keys);
    }
  }

  /// Takes over what may supply anything there, and the labels that layers put on.
  void absorb(SetDraft neighbour) {
    openings.addAll(neighbour.openings.broad());
    addLabels(neighbour.labels);
  }

  boolean isNumbered() {
    return id != UNNUMBERED;
  }

  void number(int number) {
    id = number;
  }

  int id() {
    return id;
  }

  AppliedSet toSet(List<Opening> elsewhere) {
    Optional<String> only =
        namespaces.size() == 1
            ? namespaces.stream().filter(namespace -> !namespace.isEmpty()).findFirst()
            : Optional.empty();
    List<Integer> around = parents.stream().filter(SetDraft::isNumbered).map(SetDraft::id).toList();
    return new AppliedSet(id, name, origin, only, around, openings.toList(), elsewhere, labels);
  }
}
