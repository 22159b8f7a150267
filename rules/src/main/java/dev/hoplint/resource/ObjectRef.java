package dev.hoplint.resource;

/// What identifies an object in a cluster.
///
/// @param namespace empty for cluster-scoped kinds
/// @param name empty where the manifest leaves it to `generateName`
public record ObjectRef(Kind kind, String namespace, String name) {
  /// `Service shop/web`; cluster-scoped objects without the namespace.
  @Override
  public String toString() {
    return namespace.isEmpty()
        ? kind.name() + " " + name
        : kind.name() + " " + namespace + "/" + name;
  }

  /// `Service "web"`, for messages about objects of one namespace.
  public String quoted() {
    return kind.name() + " \"" + name + "\"";
  }

  /// Whether both name the same object, whatever API version they are written in.
  public boolean isSameObject(ObjectRef other) {
    return kind.name().equals(other.kind.name())
        && kind.group().equals(other.kind.group())
        && namespace.equals(other.namespace)
        && name.equals(other.name);
  }
}
