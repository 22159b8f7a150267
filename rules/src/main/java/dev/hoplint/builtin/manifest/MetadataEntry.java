package dev.hoplint.builtin.manifest;

import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;

/// A label or an annotation of an object or of a template in it.
///
/// @param own whether it is the object's own, not a template's
record MetadataEntry(FieldPath path, Mapping.Entry entry, boolean own) {
  private static final List<String> MAPS = List.of("annotations", "labels");
  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final FieldPath CLAIMS = SPEC.child("volumeClaimTemplates");

  /// Where built-in kinds hold metadata besides their own.
  private static final List<FieldPath> TEMPLATES =
      List.of(
          SPEC.child("template"),
          SPEC.child("jobTemplate"),
          SPEC.child("jobTemplate").child("spec").child("template"));

  static List<MetadataEntry> in(Mapping root) {
    List<MetadataEntry> found = new ArrayList<>();
    collect(root, FieldPath.ROOT, found);
    for (FieldPath path : TEMPLATES) {
      Written.at(root, path).ifPresent(owner -> collect(owner, path, found));
    }
    if (Written.at(root, CLAIMS).orElse(null) instanceof Sequence claims) {
      for (int i = 0; i < claims.items().size(); i++) {
        collect(claims.items().get(i).resolve(), CLAIMS.item(i), found);
      }
    }
    return found;
  }

  static boolean isPathOfOne(FieldPath path) {
    FieldPath map = path.parent();
    return MAPS.contains(map.lastKey()) && map.parent().lastKey().equals("metadata");
  }

  private static void collect(Node owner, FieldPath path, List<MetadataEntry> found) {
    if (!(owner instanceof Mapping mapping)) {
      return;
    }
    Mapping metadata = Written.mapping(mapping, "metadata").orElse(null);
    for (String map : MAPS) {
      Mapping written = metadata == null ? null : Written.mapping(metadata, map).orElse(null);
      if (written != null) {
        FieldPath at = path.child("metadata").child(map);
        for (Mapping.Entry entry : written.effectiveEntries()) {
          found.add(new MetadataEntry(at.child(entry.name().orElse("")), entry, path.isRoot()));
        }
      }
    }
  }
}
