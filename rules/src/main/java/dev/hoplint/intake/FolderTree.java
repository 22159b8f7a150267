package dev.hoplint.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The folders below one argument (or around all files that were named one by one), cut into
/// regions: the largest folders in which no identity occurs twice with different content.
///
/// Where a folder's subtree has such a conflict, the files directly in it are a region and its
/// child folders are tried one by one. Files of one folder that define the same identity stay
/// together. Every step is linear in documents and in the lengths of their paths.
final class FolderTree {
  /// One folder. Its draft is the region that its own files belong to.
  static final class Folder {
    private final String path;
    private final @Nullable Folder parent;
    private final int depth;
    private final Map<String, Folder> children = new TreeMap<>();
    private @Nullable SetDraft draft;
    private boolean conflict;
    private boolean hasFiles;
    private int order;

    private Folder(String path, @Nullable Folder parent) {
      this.path = path;
      this.parent = parent;
      this.depth = parent == null ? 0 : parent.depth + 1;
    }

    String path() {
      return path;
    }

    Optional<Folder> parent() {
      return Optional.ofNullable(parent);
    }

    /// Whether its subtree is cut.
    boolean isCut() {
      return conflict;
    }

    SetDraft draft() {
      if (draft == null) {
        throw new IllegalStateException("no regions yet");
      }
      return draft;
    }
  }

  private record Identity(String kind, String namespace, String name) {}

  private record Occurrence(Folder folder, SortedDocument object) {}

  private final Folder root;
  private final String top;
  private final Map<String, Folder> folders = new HashMap<>();
  private final List<Folder> ordered = new ArrayList<>();
  private final Map<Identity, List<Occurrence>> identities = new HashMap<>();

  private FolderTree(String top) {
    this.top = top;
    this.root = new Folder(top, null);
    folders.put(top, root);
  }

  /// A tree below a folder.
  static FolderTree below(String folder) {
    return new FolderTree(folder);
  }

  /// A tree around files anywhere.
  static FolderTree ofFiles() {
    return new FolderTree("");
  }

  /// The folder of a normalised path, made where it is new.
  Folder folder(String path) {
    Deque<String> missing = new ArrayDeque<>();
    Folder at = folders.get(path);
    Optional<String> step = Optional.of(path);
    while (at == null) {
      missing.push(step.orElseThrow());
      step = FolderPath.parent(step.orElseThrow());
      at = step.map(folders::get).orElse(step.isEmpty() ? root : null);
    }
    for (String name : missing) {
      Folder folder = new Folder(name, at);
      at.children.put(name, folder);
      folders.put(name, folder);
      at = folder;
    }
    return at;
  }

  /// Notes the objects of a file that no kustomization lists.
  void add(SortedFile file) {
    Folder folder = folder(file.folder());
    folder.hasFiles = true;
    for (SortedDocument object : file.manifests()) {
      // A namespace that several parts of one application declare does not make them alternatives.
      if (!object.name().isEmpty() && !object.kind().equals("Namespace")) {
        identities
            .computeIfAbsent(
                new Identity(object.kind(), object.namespace(), object.name()),
                _ -> new ArrayList<>(1))
            .add(new Occurrence(folder, object));
      }
    }
  }

  /// Cuts the tree; every folder has its draft afterwards.
  void cut() {
    numberFolders();
    for (List<Occurrence> occurrences : identities.values()) {
      if (occurrences.size() > 1) {
        markConflicts(occurrences);
      }
    }
    Deque<Folder> stack = new ArrayDeque<>(List.of(root));
    while (!stack.isEmpty()) {
      Folder folder = stack.pop();
      Folder parent = folder.parent;
      folder.draft =
          parent == null || parent.conflict
              ? new SetDraft(label(folder), AppliedSet.Origin.INFERRED)
              : parent.draft;
      folder.children.values().forEach(stack::push);
    }
  }

  /// The folders of a tree that was cut, each in front of those below it.
  List<Folder> folders() {
    return Collections.unmodifiableList(ordered);
  }

  private String label(Folder folder) {
    Folder at = folder;
    while (top.isEmpty() && !at.hasFiles && at.children.size() == 1) {
      at = at.children.values().iterator().next();
    }
    return at.path.isEmpty() ? "the files given" : at.path;
  }

  private void numberFolders() {
    Deque<Folder> stack = new ArrayDeque<>(List.of(root));
    while (!stack.isEmpty()) {
      Folder folder = stack.pop();
      folder.order = ordered.size();
      ordered.add(folder);
      new TreeMap<>(folder.children).descendingMap().values().forEach(stack::push);
    }
  }

  /// Marks the folders that hold two different contents of one identity in different folders. In
  /// the order of a walk it is enough to look at neighbours: of any two folders in conflict, some
  /// neighbours between them are in conflict at least as deep.
  private static void markConflicts(List<Occurrence> occurrences) {
    occurrences.sort(Comparator.comparingInt(occurrence -> occurrence.folder().order));
    if (occurrences.getFirst().folder() == occurrences.getLast().folder()) {
      return;
    }
    Folder before = occurrences.getFirst().folder();
    @Nullable Long contentBefore = null;
    int at = 0;
    while (at < occurrences.size()) {
      Folder folder = occurrences.get(at).folder();
      @Nullable Long content = ContentHash.of(occurrences.get(at).object().object());
      for (at++; at < occurrences.size() && occurrences.get(at).folder() == folder; at++) {
        if (content != null && content != ContentHash.of(occurrences.get(at).object().object())) {
          content = null;
        }
      }
      if (folder != before && (content == null || !content.equals(contentBefore))) {
        markCommon(before, folder);
      }
      before = folder;
      contentBefore = content;
    }
  }

  private static void markCommon(Folder one, Folder other) {
    Folder left = one;
    Folder right = other;
    while (left != right) {
      if (left.depth >= right.depth) {
        left = parentOf(left);
      } else {
        right = parentOf(right);
      }
    }
    for (Folder at = left; at != null && !at.conflict; at = at.parent) {
      at.conflict = true;
    }
  }

  private static Folder parentOf(Folder folder) {
    if (folder.parent == null) {
      throw new IllegalStateException("two roots in one tree");
    }
    return folder.parent;
  }
}
