package dev.hoplint.intake;

import dev.hoplint.intake.AppliedSet.Origin;
import dev.hoplint.intake.KustomizationGraph.Layered;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts every file into one set, and openings and labels onto the sets.
final class SetPlan {
  private static final String STANDARD_INPUT = "-";

  /// Beyond this many, openings that hold everywhere lose their name hints.
  private static final int MOST_ELSEWHERE = 1000;

  private final List<SortedFile> files;
  private final KustomizationGraph graph;
  private final LayersAbove layers;
  private final LayerNamespaces namespaces;
  private final Map<Layered, SetDraft> layeredDrafts = new LinkedHashMap<>();
  private final Map<String, FolderTree> trees = new LinkedHashMap<>();
  private final Map<SortedFile, SetDraft> drafts;
  private final List<SetDraft> numbered = new ArrayList<>();
  private final List<Opening> elsewhere;

  SetPlan(List<SortedFile> files, KustomizationGraph graph, LayersAbove layers) {
    this.files = files;
    this.graph = graph;
    this.layers = layers;
    this.namespaces = new LayerNamespaces(graph);
    this.drafts = new IdentityHashMap<>(files.size());
    draftLayered();
    draftFolders();
    fill();
    elsewhere = open();
    connectLayered();
    inheritFromParents();
    connectFloating();
  }

  List<AppliedSet> sets() {
    return numbered.stream().map(draft -> draft.toSet(elsewhere)).toList();
  }

  int set(SortedFile file) {
    return draft(file).id();
  }

  /// The namespace that kustomizations give the objects of a file; empty for none.
  String namespace(SortedFile file) {
    return owner(file).map(namespaces::of).orElse("");
  }

  Optional<String> patchedBy(SortedFile file, SortedDocument object) {
    return owner(file).flatMap(owner -> layers.changing(object, owner));
  }

  private Optional<Layered> owner(SortedFile file) {
    return graph.owner(file.location());
  }

  private SetDraft draft(SortedFile file) {
    SetDraft draft = drafts.get(file);
    if (draft == null) {
      throw new IllegalStateException("no set for " + file.path());
    }
    return draft;
  }

  private void draftLayered() {
    for (Layered layered : graph.topDown()) {
      SetDraft draft =
          layeredDrafts.computeIfAbsent(
              layered.top(), top -> new SetDraft(top.name(), Origin.EXPLICIT));
      layeredDrafts.put(layered, draft);
      draft.openings().addAll(layered.openings().toList());
      layered.kustomization().ifPresent(written -> draft.addLabels(written.labels()));
    }
  }

  private void draftFolders() {
    boolean single = files.size() == 1 && isNamed(files.getFirst());
    for (SortedFile file : files) {
      Optional<Layered> owner = owner(file);
      if (owner.isPresent()) {
        drafts.put(file, layeredDraft(owner.get()));
      } else if (single || file.path().equals(STANDARD_INPUT)) {
        drafts.put(file, new SetDraft(file.path(), Origin.EXPLICIT));
      } else {
        tree(file).add(file);
      }
    }
    for (FolderTree tree : trees.values()) {
      tree.cut();
      tree.folders().forEach(this::connectFolder);
    }
    for (SortedFile file : files) {
      drafts.computeIfAbsent(file, one -> tree(one).folder(one.folder()).draft());
    }
  }

  private SetDraft layeredDraft(Layered layered) {
    SetDraft draft = layeredDrafts.get(layered);
    if (draft == null) {
      throw new IllegalStateException("no set for " + layered.name());
    }
    return draft;
  }

  private static boolean isNamed(SortedFile file) {
    return file.path().equals(file.file().argument());
  }

  private FolderTree tree(SortedFile file) {
    return isNamed(file)
        ? trees.computeIfAbsent("", _ -> FolderTree.ofFiles())
        : trees.computeIfAbsent(FolderPath.normalise(file.file().argument()), FolderTree::below);
  }

  /// Gives a region the kustomizations and the cut folders around it as parents, nearest first.
  private void connectFolder(FolderTree.Folder folder) {
    boolean startsRegion = folder.parent().map(FolderTree.Folder::isCut).orElse(true);
    if (!startsRegion) {
      return;
    }
    Optional<FolderTree.Folder> at = Optional.of(folder);
    while (at.isPresent()) {
      FolderTree.Folder around = at.get();
      graph.at(around.path()).ifPresent(here -> folder.draft().addParent(layeredDraft(here)));
      if (around.isCut()) {
        folder.draft().addParent(around.draft());
      }
      at = around.parent();
    }
  }

  private void fill() {
    for (SortedFile file : files) {
      SetDraft draft = draft(file);
      String namespace = namespace(file);
      for (SortedDocument object : file.manifests()) {
        if (!draft.isNumbered()) {
          draft.number(numbered.size());
          numbered.add(draft);
        }
        draft.addObject(object, namespace);
      }
    }
  }

  /// Notes what files and objects open, and returns what holds for every set.
  private List<Opening> open() {
    SourcePaths sources = new SourcePaths(files);
    OpeningList everywhere = new OpeningList();
    everywhere.addAll(Generators.EVERY_CLUSTER);
    for (SortedFile file : files) {
      SetDraft draft = draft(file);
      String layer = namespace(file);
      openForText(file, draft);
      for (SortedDocument object : file.manifests()) {
        String namespace = layer.isEmpty() ? object.namespace() : layer;
        List<Opening> openings = Generators.openings(object, namespace, sources);
        draft.openings().addAll(openings);
        if (!openings.isEmpty() && Generators.isKnown(object)) {
          openings.stream().filter(o -> o.namespace().isPresent()).forEach(everywhere::add);
        }
      }
    }
    return everywhere.size() <= MOST_ELSEWHERE ? everywhere.toList() : withoutHints(everywhere);
  }

  private static List<Opening> withoutHints(OpeningList openings) {
    OpeningList coarse = new OpeningList();
    for (Opening opening : openings.toList()) {
      coarse.add(
          new Opening(opening.reason(), opening.kinds(), opening.namespace(), Optional.empty()));
    }
    return coarse.toList();
  }

  private static void openForText(SortedFile file, SetDraft draft) {
    String reason =
        file.has(DocumentRole.BROKEN)
            ? file.path() + " could not be read"
            : file.path() + " is a template";
    if (file.has(DocumentRole.BROKEN) || file.has(DocumentRole.TEMPLATE)) {
      draft.openings().add(new Opening(reason, Set.of(), Optional.empty(), Optional.empty()));
    }
  }

  /// Connects overlays and bases: bases are parents, and what supplies anything supplies both.
  private void connectLayered() {
    for (Layered user : graph.topDown().reversed()) {
      for (Layered used : user.uses()) {
        SetDraft overlay = layeredDraft(user);
        SetDraft base = layeredDraft(used);
        if (overlay != base) {
          overlay.addParent(base);
          overlay.absorb(base);
        }
      }
    }
    for (Layered user : graph.topDown()) {
      for (Layered used : user.uses()) {
        SetDraft overlay = layeredDraft(user);
        SetDraft base = layeredDraft(used);
        if (overlay != base) {
          base.absorb(overlay);
        }
      }
    }
  }

  /// Where overlays differ in their namespace, base and overlay may supply each other's objects.
  private void connectFloating() {
    for (Layered base : graph.topDown()) {
      if (namespaces.varies(base)) {
        for (Layered overlay : base.users()) {
          if (layeredDraft(overlay) != layeredDraft(base)) {
            MutualSupply.between(layeredDraft(overlay), layeredDraft(base));
          }
        }
      }
    }
  }

  /// What supplies anything in a folder supplies it to the folders below; a kustomization is closed
  /// by its list.
  private void inheritFromParents() {
    for (FolderTree tree : trees.values()) {
      for (FolderTree.Folder folder : tree.folders()) {
        folder.draft().parents().forEach(folder.draft()::absorb);
      }
    }
  }
}
