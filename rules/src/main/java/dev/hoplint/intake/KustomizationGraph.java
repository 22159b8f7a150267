package dev.hoplint.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which kustomization lists which files and which other kustomizations.
///
/// A kustomization (or file) that exactly one other lists belongs to it; one that several list
/// stands for itself, and so does one that nobody lists. Cycles, which kustomize refuses, end.
final class KustomizationGraph {
  /// A kustomization, or files that the same kustomizations list.
  static final class Layered {
    private final String name;
    private final Optional<Kustomization> kustomization;
    private final Set<Layered> users = new LinkedHashSet<>();
    private final Set<Layered> uses = new LinkedHashSet<>();
    private final OpeningList openings = new OpeningList();
    private Layered top = this;

    private Layered(String name, Optional<Kustomization> kustomization) {
      this.name = name;
      this.kustomization = kustomization;
      kustomization.ifPresent(written -> openings.addAll(written.openings()));
    }

    String name() {
      return name;
    }

    Optional<Kustomization> kustomization() {
      return kustomization;
    }

    Set<Layered> users() {
      return users;
    }

    Set<Layered> uses() {
      return uses;
    }

    /// What may supply objects of its set.
    OpeningList openings() {
      return openings;
    }

    /// The one whose set it belongs to.
    Layered top() {
      return top;
    }

    boolean isComponent() {
      return kustomization
          .filter(written -> Fields.text(written.root(), "kind").equals("Component"))
          .isPresent();
    }
  }

  private final Map<String, Layered> byFolder = new LinkedHashMap<>();
  private final Map<String, Set<Layered>> listedFiles = new LinkedHashMap<>();
  private final Map<String, Layered> owners = new HashMap<>();
  private final List<Layered> topDown = new ArrayList<>();

  /// @param kustomizations in the order of their paths
  /// @param files every file of the input by normalised path
  KustomizationGraph(List<Kustomization> kustomizations, Map<String, SortedFile> files) {
    for (Kustomization written : kustomizations) {
      byFolder.putIfAbsent(written.folder(), new Layered(written.folder(), Optional.of(written)));
    }
    byFolder.values().forEach(layered -> resolve(layered, files));
    groupFiles();
    findTops();
    orderTopDown();
  }

  /// Whether a file is listed as a resource.
  boolean lists(String path) {
    return listedFiles.containsKey(path);
  }

  /// What lists the file: a kustomization, or the group of files that the same several list.
  Optional<Layered> owner(String path) {
    return Optional.ofNullable(owners.get(path));
  }

  /// The kustomization of a folder.
  Optional<Layered> at(String folder) {
    return Optional.ofNullable(byFolder.get(folder));
  }

  /// Users before what they use, as far as there are no cycles.
  List<Layered> topDown() {
    return Collections.unmodifiableList(topDown);
  }

  boolean isEmpty() {
    return byFolder.isEmpty();
  }

  private void resolve(Layered layered, Map<String, SortedFile> files) {
    Kustomization written = layered.kustomization.orElseThrow();
    for (String resource : written.resources()) {
      String path = FolderPath.resolve(written.folder(), resource);
      Layered below = byFolder.get(path);
      if (files.containsKey(path)) {
        listedFiles.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(layered);
      } else if (below == null) {
        String reason = "\"" + resource + "\" of " + written.path() + " is not in the input";
        layered.openings.add(new Opening(reason, Set.of(), Optional.empty(), Optional.empty()));
      } else if (below != layered) {
        connect(layered, below);
      }
    }
  }

  private static void connect(Layered user, Layered used) {
    user.uses.add(used);
    used.users.add(user);
  }

  private void groupFiles() {
    Map<Set<Layered>, Layered> groups = new HashMap<>();
    listedFiles.forEach(
        (path, users) -> {
          if (users.size() == 1) {
            owners.put(path, users.iterator().next());
            return;
          }
          Layered group = groups.get(users);
          if (group == null) {
            group = new Layered(path, Optional.empty());
            groups.put(users, group);
            for (Layered user : users) {
              connect(user, group);
            }
          }
          owners.put(path, group);
        });
  }

  private List<Layered> all() {
    Set<Layered> all = new LinkedHashSet<>(byFolder.values());
    all.addAll(owners.values());
    return List.copyOf(all);
  }

  private void findTops() {
    Set<Layered> settled = new LinkedHashSet<>();
    for (Layered start : all()) {
      Set<Layered> chain = new LinkedHashSet<>();
      Layered at = start;
      while (!settled.contains(at) && at.users.size() == 1 && chain.add(at)) {
        at = at.users.iterator().next();
      }
      // The chain ended at a top, at something settled, or in a circle.
      Layered top = at.top;
      chain.add(at);
      for (Layered member : chain) {
        member.top = top;
      }
      settled.addAll(chain);
    }
  }

  private void orderTopDown() {
    Map<Layered, Integer> waiting = new HashMap<>();
    Deque<Layered> ready = new ArrayDeque<>();
    List<Layered> all = all();
    for (Layered layered : all) {
      waiting.put(layered, layered.users.size());
      if (layered.users.isEmpty()) {
        ready.add(layered);
      }
    }
    Set<Layered> ordered = new LinkedHashSet<>();
    while (!ready.isEmpty()) {
      Layered layered = ready.remove();
      ordered.add(layered);
      for (Layered used : layered.uses) {
        if (waiting.merge(used, -1, Integer::sum) == 0) {
          ready.add(used);
        }
      }
    }
    ordered.addAll(all);
    topDown.addAll(ordered);
  }
}
