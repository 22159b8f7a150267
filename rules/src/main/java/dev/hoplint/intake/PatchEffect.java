package dev.hoplint.intake;

import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Decides whether a patch changes anything that routing depends on.
///
/// Images, resources, volumes, scheduling and the object's own labels and annotations do not matter
/// for a workload; everything that is not known not to matter does.
final class PatchEffect {
  private static final List<String> POD_SPECS =
      List.of("/spec/template/spec/", "/spec/jobTemplate/spec/template/spec/");
  private static final Set<String> POD_FIELDS =
      Set.of(
          "volumes",
          "nodeSelector",
          "tolerations",
          "affinity",
          "imagePullSecrets",
          "priorityClassName",
          "serviceAccountName",
          "serviceAccount",
          "topologySpreadConstraints",
          "securityContext",
          "schedulerName",
          "runtimeClassName");
  private static final Set<String> CONTAINER_FIELDS =
      Set.of("name", "image", "imagePullPolicy", "resources", "volumeMounts", "securityContext");
  private static final Set<String> IDENTITY =
      Set.of("/apiVersion", "/kind", "/metadata/name", "/metadata/namespace");
  private static final Set<String> PLAIN_KINDS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

  private PatchEffect() {}

  /// Whether a strategic merge patch or the operations of a JSON patch matter.
  ///
  /// @param kind the kind that is patched; empty where it is not known
  static boolean matters(Node patch, String kind) {
    return switch (patch.resolve()) {
      case Sequence operations ->
          operations.items().stream().anyMatch(item -> operationMatters(item, kind));
      case Mapping mapping -> treeMatters(mapping, "", kind);
      case Scalar _, Alias _ -> true;
    };
  }

  private static boolean operationMatters(Node operation, String kind) {
    String path = Fields.text(operation, "path");
    if (!path.startsWith("/") || pathMatters(path, kind)) {
      return true;
    }
    String from = Fields.text(operation, "from");
    return !from.isEmpty() && pathMatters(from, kind);
  }

  private static boolean treeMatters(Node node, String path, String kind) {
    if (!path.isEmpty() && !pathMatters(path, kind)) {
      return false;
    }
    return switch (node.resolve()) {
      case Mapping mapping -> {
        for (Mapping.Entry entry : mapping.effectiveEntries()) {
          String key = entry.name().orElse("$");
          if (key.startsWith("$") || treeMatters(entry.value(), path + "/" + key, kind)) {
            yield true;
          }
        }
        yield false;
      }
      case Sequence sequence ->
          sequence.items().isEmpty()
              || IntStream.range(0, sequence.items().size())
                  .anyMatch(i -> treeMatters(sequence.items().get(i), path + "/" + i, kind));
      case Scalar _, Alias _ -> true;
    };
  }

  private static boolean pathMatters(String path, String kind) {
    if (IDENTITY.contains(path)) {
      return false;
    }
    if (isUnder(path, "/metadata/labels") || isUnder(path, "/metadata/annotations")) {
      return !PLAIN_KINDS.contains(kind)
          && !(kind.equals("Service") && isUnder(path, "/metadata/labels"));
    }
    for (String podSpec : POD_SPECS) {
      if (path.startsWith(podSpec)) {
        return podFieldMatters(path.substring(podSpec.length()).split("/", -1));
      }
    }
    return true;
  }

  private static boolean podFieldMatters(String[] steps) {
    boolean containers = steps[0].equals("containers") || steps[0].equals("initContainers");
    return containers
        ? steps.length < 3 || !CONTAINER_FIELDS.contains(steps[2])
        : !POD_FIELDS.contains(steps[0]);
  }

  private static boolean isUnder(String path, String parent) {
    return path.startsWith(parent)
        && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
  }
}
