package dev.hoplint.world;

import dev.hoplint.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Objects by key, under each key in the order of the world. Immutable: a change copies the path to
/// it and shares the rest, so it costs the logarithm of the size.
///
/// A weight-balanced tree (Adams 1993, with the parameters 3 and 2 of Hirai and Yamamoto 2011).
/// Keys stand in the order of their hashes, which are compared without reading any text.
public final class Index {
  private static final int DELTA = 3;
  private static final int RATIO = 2;

  public static final Index EMPTY = new Index(null);

  private final @Nullable Node root;

  private Index(@Nullable Node root) {
    this.root = root;
  }

  /// An object under one key.
  record Entry(String key, Placed placed) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byKey = order(key, key.hashCode(), other.key, other.key.hashCode());
      return byKey != 0 ? byKey : placed.compareTo(other.placed);
    }
  }

  private static int order(String key, int hash, String otherKey, int otherHash) {
    return hash != otherHash ? Integer.compare(hash, otherHash) : key.compareTo(otherKey);
  }

  private static final class Node {
    private final String key;
    private final int hash;
    private final Placed placed;
    private final @Nullable Node left;
    private final @Nullable Node right;
    private final int size;

    private Node(String key, Placed placed, @Nullable Node left, @Nullable Node right) {
      this.key = key;
      this.hash = key.hashCode();
      this.placed = placed;
      this.left = left;
      this.right = right;
      this.size = size(left) + size(right) + 1;
    }

    private int compare(String otherKey, Placed other) {
      int byKey = order(key, hash, otherKey, otherKey.hashCode());
      return byKey != 0 ? byKey : placed.compareTo(other);
    }

    private int compare(String otherKey, @Nullable String namespace) {
      int byKey = order(key, hash, otherKey, otherKey.hashCode());
      return byKey != 0 || namespace == null ? byKey : placed.namespace().compareTo(namespace);
    }

    private Node with(@Nullable Node newLeft, @Nullable Node newRight) {
      return new Node(key, placed, newLeft, newRight);
    }
  }

  private static int size(@Nullable Node node) {
    return node == null ? 0 : node.size;
  }

  /// Builds an index at once; an entry that is there twice counts once.
  static Index of(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(null);
    List<Entry> different = new ArrayList<>(sorted.size());
    for (Entry entry : sorted) {
      if (different.isEmpty() || !different.getLast().equals(entry)) {
        different.add(entry);
      }
    }
    return new Index(built(different, 0, different.size()));
  }

  private static @Nullable Node built(List<Entry> entries, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    Entry entry = entries.get(middle);
    return new Node(
        entry.key(), entry.placed(), built(entries, from, middle), built(entries, middle + 1, to));
  }

  /// The index with an object, in place of one at the same place under the same key.
  Index with(String key, Placed placed) {
    return new Index(with(root, key, placed));
  }

  private static Node with(@Nullable Node node, String key, Placed placed) {
    if (node == null) {
      return new Node(key, placed, null, null);
    }
    int order = node.compare(key, placed);
    if (order == 0) {
      return new Node(key, placed, node.left, node.right);
    }
    return order > 0
        ? balanced(node, with(node.left, key, placed), node.right)
        : balanced(node, node.left, with(node.right, key, placed));
  }

  /// The index without the object of a place.
  Index without(String key, Placed placed) {
    return new Index(without(root, key, placed));
  }

  private static @Nullable Node without(@Nullable Node node, String key, Placed placed) {
    if (node == null) {
      return null;
    }
    int order = node.compare(key, placed);
    if (order > 0) {
      return balanced(node, without(node.left, key, placed), node.right);
    }
    if (order < 0) {
      return balanced(node, node.left, without(node.right, key, placed));
    }
    if (node.left == null) {
      return node.right;
    }
    if (node.right == null) {
      return node.left;
    }
    Node next = first(node.right);
    return balanced(next, node.left, without(node.right, next.key, next.placed));
  }

  private static Node first(Node node) {
    Node at = node;
    while (at.left != null) {
      at = at.left;
    }
    return at;
  }

  private static Node balanced(Node node, @Nullable Node left, @Nullable Node right) {
    int leftWeight = size(left) + 1;
    int rightWeight = size(right) + 1;
    if (right != null && rightWeight > DELTA * leftWeight) {
      Node inner = right.left;
      if (inner != null && size(inner) + 1 >= RATIO * (size(right.right) + 1)) {
        return inner.with(node.with(left, inner.left), right.with(inner.right, right.right));
      }
      return right.with(node.with(left, inner), right.right);
    }
    if (left != null && leftWeight > DELTA * rightWeight) {
      Node inner = left.right;
      if (inner != null && size(inner) + 1 >= RATIO * (size(left.left) + 1)) {
        return inner.with(left.with(left.left, inner.left), node.with(inner.right, right));
      }
      return left.with(left.left, node.with(inner, right));
    }
    return node.with(left, right);
  }

  /// How many entries there are.
  public int size() {
    return size(root);
  }

  /// The objects of a key.
  public List<Resource> get(String key) {
    return resources(placed(key));
  }

  /// The objects of a key in a namespace.
  public List<Resource> get(String key, String namespace) {
    return resources(placed(key, namespace));
  }

  private static List<Resource> resources(List<Placed> found) {
    List<Resource> resources = new ArrayList<>(found.size());
    found.forEach(one -> resources.add(one.resource()));
    return resources;
  }

  public List<Placed> placed(String key) {
    List<Placed> found = new ArrayList<>(4);
    visit(key, found::add);
    return found;
  }

  public List<Placed> placed(String key, String namespace) {
    List<Placed> found = new ArrayList<>(4);
    visit(root, key, namespace, found::add);
    return found;
  }

  /// Shows the objects of a key until one says no.
  ///
  /// @return false where one said no
  public boolean visit(String key, Predicate<Placed> visitor) {
    return visit(root, key, null, visitor);
  }

  private static boolean visit(
      @Nullable Node node, String key, @Nullable String namespace, Predicate<Placed> visitor) {
    if (node == null) {
      return true;
    }
    int order = node.compare(key, namespace);
    return (order < 0 || visit(node.left, key, namespace, visitor))
        && (order != 0 || visitor.test(node.placed))
        && (order > 0 || visit(node.right, key, namespace, visitor));
  }

  public boolean has(String key) {
    return !visit(key, _ -> false);
  }

  public boolean has(String key, String namespace) {
    return !visit(root, key, namespace, _ -> false);
  }

  /// How many objects a key has, at the cost of a look-up.
  public int count(String key) {
    return below(key, null, true) - below(key, null, false);
  }

  /// How many objects a key has in a namespace, at the cost of a look-up.
  public int count(String key, String namespace) {
    return below(key, namespace, true) - below(key, namespace, false);
  }

  private int below(String key, @Nullable String namespace, boolean inclusive) {
    int count = 0;
    Node node = root;
    while (node != null) {
      int order = node.compare(key, namespace);
      if (order < 0 || (order == 0 && inclusive)) {
        count += size(node.left) + 1;
        node = node.right;
      } else {
        node = node.left;
      }
    }
    return count;
  }
}
