package dev.hoplint.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an API server says of itself: version, health, groups, resources.
final class KubeDiscovery {
  private KubeDiscovery() {}

  static Optional<String> answer(KubeTypes types, String path) {
    return switch (path) {
      case "/version" ->
          json(Map.of("major", "1", "minor", "34", "gitVersion", "v1.34.0", "platform", "fake"));
      case "/livez", "/readyz", "/healthz" -> json("ok");
      case "/api" -> json(Map.of("kind", "APIVersions", "versions", List.of("v1")));
      case "/apis" -> json(groups(types));
      default -> {
        String version = path.replaceFirst("^/apis?/", "");
        yield types.versions().contains(version)
            ? json(resources(types, version))
            : Optional.empty();
      }
    };
  }

  private static Map<String, Object> groups(KubeTypes types) {
    List<Map<String, Object>> groups =
        types.versions().stream()
            .filter(version -> version.contains("/"))
            .map(KubeDiscovery::group)
            .toList();
    return Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
  }

  private static Map<String, Object> group(String version) {
    Map<String, Object> preferred =
        Map.of("groupVersion", version, "version", version.substring(version.indexOf('/') + 1));
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", version.substring(0, version.indexOf('/')));
    group.put("versions", List.of(preferred));
    group.put("preferredVersion", preferred);
    return group;
  }

  private static Map<String, Object> resources(KubeTypes types, String version) {
    List<Map<String, Object>> resources =
        types.known().stream()
            .filter(type -> type.apiVersion().equals(version))
            .map(
                type ->
                    Map.<String, Object>of(
                        "name",
                        type.plural(),
                        "singularName",
                        "",
                        "namespaced",
                        type.namespaced(),
                        "kind",
                        type.kind(),
                        "verbs",
                        List.of("create", "delete", "get", "list", "patch", "update", "watch")))
            .toList();
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        version,
        "resources",
        resources);
  }

  private static Optional<String> json(Object value) {
    return Optional.of(Json.text(value));
  }
}
