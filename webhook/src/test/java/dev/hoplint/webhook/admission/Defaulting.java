package dev.hoplint.webhook.admission;

import dev.hoplint.yaml.Mapping;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the API server fills in before it asks anybody (pkg/apis/*/v1/defaults.go), as far as rules
/// look at it.
final class Defaulting {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Defaulting() {}

  static Mapping of(Mapping object) {
    JsonNode root = JSON.readTree(Manifests.json(object));
    if (!(root.get("spec") instanceof ObjectNode spec)) {
      return object;
    }
    switch (root.get("kind").asString()) {
      case "Service" -> service(spec);
      case "Deployment" -> deployment(spec);
      case "StatefulSet" -> statefulSet(spec);
      case "DaemonSet" -> daemonSet(spec);
      case "HorizontalPodAutoscaler" -> number(spec, "minReplicas", 1);
      default -> {}
    }
    return Manifests.one(JSON.writeValueAsString(root));
  }

  private static void service(ObjectNode spec) {
    text(spec, "type", "ClusterIP");
    text(spec, "sessionAffinity", "None");
    boolean external = spec.path("type").asString("").equals("ExternalName");
    if (!external) {
      text(spec, "clusterIP", "10.96.0.17");
      text(spec, "internalTrafficPolicy", "Cluster");
      text(spec, "ipFamilyPolicy", "SingleStack");
    }
    boolean entry = List.of("NodePort", "LoadBalancer").contains(spec.path("type").asString(""));
    if (entry) {
      text(spec, "externalTrafficPolicy", "Cluster");
    }
    for (ObjectNode port : objects(spec.get("ports"))) {
      text(port, "protocol", "TCP");
      JsonNode target = port.get("targetPort");
      boolean open =
          target == null
              || target.isNull()
              || (target.isInt() && target.intValue() == 0)
              || (target.isString() && target.stringValue().isEmpty());
      if (open && port.get("port") != null) {
        port.set("targetPort", port.get("port"));
      }
      if (entry) {
        number(port, "nodePort", 30_080);
      }
    }
  }

  private static void deployment(ObjectNode spec) {
    number(spec, "replicas", 1);
    number(spec, "revisionHistoryLimit", 10);
    number(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = child(spec, "strategy");
    text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = child(strategy, "rollingUpdate");
      text(rolling, "maxUnavailable", "25%");
      text(rolling, "maxSurge", "25%");
    }
    template(spec);
  }

  private static void statefulSet(ObjectNode spec) {
    number(spec, "replicas", 1);
    text(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = child(spec, "updateStrategy");
    text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      number(child(strategy, "rollingUpdate"), "partition", 0);
    }
    template(spec);
  }

  private static void daemonSet(ObjectNode spec) {
    ObjectNode strategy = child(spec, "updateStrategy");
    text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = child(strategy, "rollingUpdate");
      number(rolling, "maxUnavailable", 1);
      number(rolling, "maxSurge", 0);
    }
    template(spec);
  }

  private static void template(ObjectNode spec) {
    if (!(spec.get("template") instanceof ObjectNode template)
        || !(template.get("spec") instanceof ObjectNode pod)) {
      return;
    }
    text(pod, "restartPolicy", "Always");
    text(pod, "dnsPolicy", "ClusterFirst");
    text(pod, "schedulerName", "default-scheduler");
    number(pod, "terminationGracePeriodSeconds", 30);
    child(pod, "securityContext");
    objects(pod.get("containers")).forEach(Defaulting::container);
    objects(pod.get("initContainers")).forEach(Defaulting::container);
  }

  private static void container(ObjectNode container) {
    text(container, "terminationMessagePath", "/dev/termination-log");
    text(container, "terminationMessagePolicy", "File");
    text(container, "imagePullPolicy", "IfNotPresent");
    child(container, "resources");
    for (ObjectNode port : objects(container.get("ports"))) {
      text(port, "protocol", "TCP");
    }
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode found) {
        number(found, "timeoutSeconds", 1);
        number(found, "periodSeconds", 10);
        number(found, "successThreshold", 1);
        number(found, "failureThreshold", 3);
        handler(found);
      }
    }
    if (container.get("lifecycle") instanceof ObjectNode lifecycle) {
      for (String hook : List.of("preStop", "postStart")) {
        if (lifecycle.get(hook) instanceof ObjectNode found) {
          handler(found);
        }
      }
    }
  }

  private static void handler(ObjectNode handler) {
    if (handler.get("httpGet") instanceof ObjectNode get) {
      text(get, "path", "/");
      text(get, "scheme", "HTTP");
    }
    if (handler.get("grpc") instanceof ObjectNode grpc) {
      text(grpc, "service", "");
    }
  }

  private static List<ObjectNode> objects(JsonNode list) {
    return list instanceof ArrayNode items
        ? items
            .valueStream()
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .toList()
        : List.of();
  }

  private static ObjectNode child(ObjectNode object, String key) {
    if (isOpen(object, key)) {
      object.putObject(key);
    }
    return object.get(key) instanceof ObjectNode below ? below : JSON.createObjectNode();
  }

  private static void text(ObjectNode object, String key, String value) {
    if (isOpen(object, key)) {
      object.put(key, value);
    }
  }

  private static void number(ObjectNode object, String key, int value) {
    if (isOpen(object, key)) {
      object.put(key, value);
    }
  }

  private static boolean isOpen(ObjectNode object, String key) {
    return object.get(key) == null || object.get(key).isNull();
  }
}
