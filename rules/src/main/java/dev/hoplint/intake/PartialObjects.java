package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import java.util.List;

/// Recognises objects that lack what their kind cannot do without: patches that lie beside a
/// kustomization.
final class PartialObjects {
  private PartialObjects() {}

  static boolean isPartial(SortedDocument object) {
    Mapping root = object.object();
    if (root.get("$patch").isPresent()) {
      return true;
    }
    return switch (object.kind()) {
      case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" ->
          lacksImages(root, "spec", "template", "spec", "containers")
              || Fields.at(root, "spec", "selector").isEmpty();
      case "Job" -> lacksImages(root, "spec", "template", "spec", "containers");
      case "CronJob" ->
          lacksImages(root, "spec", "jobTemplate", "spec", "template", "spec", "containers");
      case "Pod" -> lacksImages(root, "spec", "containers");
      case "Service" ->
          Fields.items(root, "spec", "ports").isEmpty()
              && !Fields.text(root, "spec", "type").equals("ExternalName");
      case "Ingress" ->
          Fields.items(root, "spec", "rules").isEmpty()
              && Fields.at(root, "spec", "defaultBackend").isEmpty()
              && Fields.at(root, "spec", "backend").isEmpty();
      case "HorizontalPodAutoscaler" -> Fields.at(root, "spec", "scaleTargetRef").isEmpty();
      case "PodDisruptionBudget" -> Fields.at(root, "spec", "selector").isEmpty();
      case "NetworkPolicy" -> Fields.at(root, "spec", "podSelector").isEmpty();
      default -> false;
    };
  }

  private static boolean lacksImages(Mapping root, String... containers) {
    List<Node> items = Fields.items(root, containers);
    return items.stream().allMatch(item -> Fields.text(item, "image").isEmpty());
  }
}
