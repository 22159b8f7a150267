package dev.hoplint.yaml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way from an object's root to a field: `.spec.ports[0].targetPort`.
///
/// Immutable and shared: a child keeps its parent, so that reading a large tree allocates one small
/// object per step, and those of many objects of one kind are mostly the same. Keys that are not
/// plain words print quoted: `.metadata.annotations["a.b/c"]`.
public final class FieldPath {
  /// Deeper paths and longer keys are not shared, so that no input makes the memory of it large.
  private static final int SHARED_DEPTH = 16;

  private static final int SHARED_KEY = 64;

  /// Paths that were made lately. Written by several threads without order: whoever reads an old
  /// entry, or none, makes a path of its own.
  private static final @Nullable FieldPath[] SHARED = new FieldPath[1 << 13];

  public static final FieldPath ROOT = new FieldPath(null, "", -1, 0, (byte) 0);

  private final @Nullable FieldPath parent;

  /// For keys the key, for items the item's name where it has one.
  private final String key;

  private final int index;

  /// Of the steps, to find it among the shared ones.
  private final int hash;

  /// How many steps it has; more than may be shared for all that are not.
  private final byte depth;

  private FieldPath(@Nullable FieldPath parent, String key, int index, int hash, byte depth) {
    this.parent = parent;
    this.key = key;
    this.index = index;
    this.hash = hash;
    this.depth = depth;
  }

  private FieldPath step(String key, int index) {
    int stepHash = 31 * (31 * hash + key.hashCode()) + index;
    if (depth >= SHARED_DEPTH || key.length() > SHARED_KEY) {
      return new FieldPath(this, key, index, stepHash, (byte) SHARED_DEPTH);
    }
    int slot = (stepHash ^ (stepHash >>> 13)) & (SHARED.length - 1);
    FieldPath known = SHARED[slot];
    if (known != null && known.parent == this && known.index == index && known.key.equals(key)) {
      return known;
    }
    FieldPath made = new FieldPath(this, key, index, stepHash, (byte) (depth + 1));
    SHARED[slot] = made;
    return made;
  }

  public FieldPath child(String key) {
    return step(Objects.requireNonNull(key, "key is null"), -1);
  }

  public FieldPath item(int index) {
    return step("", index);
  }

  /// A list item that says its own name, so that [#keyed] does not depend on its position.
  public FieldPath item(int index, String name) {
    return step(name, index);
  }

  /// The path without its last step; the root is its own parent.
  public FieldPath parent() {
    return parent == null ? this : parent;
  }

  public boolean isRoot() {
    return parent == null;
  }

  /// The last key, or empty for a list item and the root.
  public String lastKey() {
    return index >= 0 ? "" : key;
  }

  /// The last index, or -1 for a key and the root.
  public int lastIndex() {
    return index;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof FieldPath path)) {
      return false;
    }
    FieldPath one = this;
    FieldPath two = path;
    while (one != two) {
      if (one.parent == null || two.parent == null || !one.isSameStep(two)) {
        return false;
      }
      one = one.parent;
      two = two.parent;
    }
    return true;
  }

  /// Items are the same by their position, whatever their names.
  private boolean isSameStep(FieldPath other) {
    return index == other.index && (index >= 0 || key.equals(other.key));
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, false);
    return text.toString();
  }

  /// The path with list items named where they have a name: `.spec.ports[name=http].targetPort`. It
  /// stays the same when items move.
  public String keyed() {
    StringBuilder text = new StringBuilder();
    append(text, true);
    return text.toString();
  }

  private void append(StringBuilder text, boolean keyed) {
    if (parent == null) {
      return;
    }
    parent.append(text, keyed);
    if (index >= 0) {
      text.append('[').append(keyed && !key.isEmpty() ? "name=" + key : index).append(']');
    } else if (isWord(key)) {
      text.append('.').append(key);
    } else {
      text.append("[\"").append(key.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"]");
    }
  }

  private static boolean isWord(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$')) {
        return false;
      }
    }
    return !key.isEmpty();
  }
}
