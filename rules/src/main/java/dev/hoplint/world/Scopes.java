package dev.hoplint.world;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Meta;
import dev.hoplint.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Nearness between objects: same file, same folder, same set, sets around it, the whole input.
final class Scopes {
  private static final int SAME_FILE = 0;
  private static final int SAME_FOLDER = 1;
  private static final int SAME_SET = 2;
  private static final int PARENT = 3;
  private static final int CHILD = 1_000;
  private static final int ELSEWHERE = 2_000;

  private final List<AppliedSet> sets;

  Scopes(List<AppliedSet> sets) {
    this.sets = sets;
  }

  private int distance(Meta from, Meta to) {
    if (from.set() == to.set()) {
      if (from.file().equals(to.file())) {
        return SAME_FILE;
      }
      return folder(from).equals(folder(to)) ? SAME_FOLDER : SAME_SET;
    }
    int parent = sets.get(from.set()).parents().indexOf(to.set());
    if (parent >= 0) {
      return PARENT + parent;
    }
    return sets.get(to.set()).parents().contains(from.set()) ? CHILD : ELSEWHERE;
  }

  private static String folder(Meta meta) {
    return meta.file().substring(0, meta.file().lastIndexOf('/') + 1);
  }

  boolean related(Meta one, Meta other) {
    return distance(one, other) < ELSEWHERE;
  }

  /// The candidates of the nearest scope that holds any.
  <T extends Resource> List<T> nearest(Meta from, List<T> candidates) {
    if (candidates.size() < 2) {
      return candidates;
    }
    int best = Integer.MAX_VALUE;
    List<T> found = new ArrayList<>();
    for (T candidate : candidates) {
      int distance = distance(from, candidate.meta());
      if (distance < best) {
        best = distance;
        found.clear();
      }
      if (distance == best) {
        found.add(candidate);
      }
    }
    return found;
  }

  /// The candidates that exist beside an object: those of its set and the sets around it, else
  /// those of the sets that build on it, else all others. Of several definitions of one object only
  /// the nearest stay.
  <T extends Resource> List<T> coexisting(Meta from, List<T> candidates) {
    for (int limit : new int[] {CHILD, ELSEWHERE, Integer.MAX_VALUE}) {
      List<T> reached =
          candidates.stream().filter(one -> distance(from, one.meta()) < limit).toList();
      if (!reached.isEmpty()) {
        return nearestDefinitions(from, reached);
      }
    }
    return List.of();
  }

  private <T extends Resource> List<T> nearestDefinitions(Meta from, List<T> objects) {
    Map<String, Integer> nearest = new HashMap<>();
    for (T object : objects) {
      nearest.merge(object.ref().toString(), distance(from, object.meta()), Math::min);
    }
    return objects.stream()
        .filter(one -> nearest.getOrDefault(one.ref().toString(), -1) == distance(from, one.meta()))
        .toList();
  }

  /// Whether some objects define each other's identity again, or come from several sets that are
  /// all far away: then they may be alternatives.
  <T extends Resource> boolean holdsAlternatives(Meta from, List<T> objects) {
    if (objects.size() < 2) {
      return false;
    }
    Set<Integer> far = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (T object : objects) {
      if (distance(from, object.meta()) >= CHILD) {
        far.add(object.meta().set());
      }
      if (!object.name().isEmpty() && !seen.add(object.ref().toString())) {
        return true;
      }
    }
    return far.size() > 1;
  }

  /// The set of an object and the sets around it.
  List<Integer> around(Meta from) {
    List<Integer> ids = new ArrayList<>();
    ids.add(from.set());
    ids.addAll(sets.get(from.set()).parents());
    return ids;
  }

  /// The applied set of an object.
  AppliedSet set(Meta from) {
    return sets.get(from.set());
  }

  /// Whether layers that are not rendered put labels on anything.
  boolean supplyLabels() {
    return sets.stream().anyMatch(set -> !set.suppliedLabels().isEmpty());
  }

  /// Label keys that unrendered layers put on selectors or pods of either object.
  Set<String> suppliedLabels(Meta from, Meta to) {
    Set<String> one = sets.get(from.set()).suppliedLabels();
    Set<String> other = sets.get(to.set()).suppliedLabels();
    if (one.isEmpty() || one.equals(other)) {
      return other;
    }
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
