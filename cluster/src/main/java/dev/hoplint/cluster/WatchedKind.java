package dev.hoplint.cluster;

import dev.hoplint.resource.ObjectRef;
import java.util.Optional;
import java.util.regex.Pattern;

/// A kind of the API server that is watched.
///
/// @param group empty for the core group
/// @param plural as in URLs
public record WatchedKind(
    String kind, String group, String version, String plural, boolean namespaced) {
  /// What may stand in a URL: names come from requests, and a name with a slash would be a path.
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// The path of all its objects in all namespaces.
  String path() {
    return base() + "/" + plural;
  }

  /// The path of one object; empty where its name cannot be one.
  Optional<String> path(ObjectRef object) {
    boolean named = NAME.matcher(object.name()).matches();
    boolean placed = !namespaced || NAME.matcher(object.namespace()).matches();
    if (!named || !placed || object.name().contains("..") || object.namespace().contains(".")) {
      return Optional.empty();
    }
    String namespace = namespaced ? "/namespaces/" + object.namespace() : "";
    return Optional.of(base() + namespace + "/" + plural + "/" + object.name());
  }

  private String base() {
    return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
  }
}
