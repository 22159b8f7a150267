package dev.hoplint.cluster;

import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import java.util.Map;

/// Makes an object of the API server the engine's, without what the engine never reads.
final class ClusterObjects {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /// @param version its resourceVersion
  /// @param terminating whether it is being deleted
  /// @param cut whether only a part is known, because it is too large
  record Read(Resource resource, String version, boolean terminating, boolean cut) {
    /// What tells it from others of its kind.
    String key() {
      return resource.namespace() + "/" + resource.name();
    }

    /// Whether nobody sees a difference. Most changes are of an object's status, three of four in a
    /// rollout.
    boolean isSameAs(Read other) {
      return version.equals(other.version)
          || (terminating == other.terminating
              && cut == other.cut
              && resource.equals(other.resource));
    }

    Read with(Resource same) {
      return new Read(same, version, terminating, cut);
    }
  }

  private ClusterObjects() {}

  /// @param object changed by this: without status, managed fields, endpoints and copies of itself,
  ///   and within the limits
  /// @throws IllegalArgumentException for an object without name or version
  static Read read(WatchedKind kind, Map<String, Object> object) {
    object.putIfAbsent("apiVersion", kind.apiVersion());
    object.putIfAbsent("kind", kind.kind());
    object.remove("status");
    object.remove("endpoints");
    if (!(object.get("metadata") instanceof Map<?, ?> metadata)) {
      throw new IllegalArgumentException(kind.kind() + " without metadata");
    }
    boolean terminating = metadata.get("deletionTimestamp") != null;
    metadata.remove("managedFields");
    if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
      annotations.remove(LAST_APPLIED);
    }
    Object version = metadata.get("resourceVersion");
    boolean cut = ObjectLimits.cut(object);
    Resource resource = ResourceReader.read(ObjectNodes.mapping(object));
    if (version == null || resource.name().isEmpty()) {
      throw new IllegalArgumentException(kind.kind() + " without name or version");
    }
    return new Read(resource, version.toString(), terminating, cut);
  }
}
