package dev.hoplint.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes the embedded JSON Schemas: fields and types from the fabric8 model, everything that the
/// model does not know (required fields, enums, ranges, formats) from `overlay.json`.
///
/// Definitions that many kinds use lie in two shared files: `meta.json` (object metadata, label
/// selectors) and `pod.json` (pod templates); everything else lies in the file of its kind, so that
/// one manifest loads only what it needs. `status` stays free: the API server drops what a manifest
/// writes there.
final class SchemaGenerator {
  private static final String BASE = "https://hoplint.dev/kubernetes/";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// A kind that has a schema.
  private record Root(String apiVersion, Class<?> type) {
    String kind() {
      return type.getSimpleName();
    }

    String file() {
      return KubernetesSchemas.fileName(apiVersion, kind());
    }
  }

  private static final List<Root> ROOTS =
      List.of(
          new Root("networking.k8s.io/v1", Ingress.class),
          new Root("networking.k8s.io/v1", IngressClass.class),
          new Root("networking.k8s.io/v1", NetworkPolicy.class),
          new Root("v1", Service.class),
          new Root("v1", Endpoints.class),
          new Root("v1", Pod.class),
          new Root("v1", ConfigMap.class),
          new Root("v1", Namespace.class),
          new Root("v1", LimitRange.class),
          new Root("discovery.k8s.io/v1", EndpointSlice.class),
          new Root("apps/v1", Deployment.class),
          new Root("apps/v1", StatefulSet.class),
          new Root("apps/v1", DaemonSet.class),
          new Root("apps/v1", ReplicaSet.class),
          new Root("batch/v1", Job.class),
          new Root("batch/v1", CronJob.class),
          new Root(
              "autoscaling/v1",
              io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class),
          new Root(
              "autoscaling/v2",
              io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler.class),
          new Root("policy/v1", PodDisruptionBudget.class));

  private final ObjectNode overlay;
  private final Map<Class<?>, String> shared = new LinkedHashMap<>();
  private final Set<String> usedOverlays = new LinkedHashSet<>();

  private SchemaGenerator(ObjectNode overlay) {
    this.overlay = overlay;
  }

  /// Every schema file by name.
  static Map<String, String> generate(String overlayJson) {
    return new SchemaGenerator((ObjectNode) new JsonMapper().readTree(overlayJson)).files();
  }

  private Map<String, String> files() {
    Set<Class<?>> meta = closure(List.of(ObjectMeta.class, LabelSelector.class));
    meta.forEach(type -> shared.put(type, "meta.json"));
    Set<Class<?>> pod = closure(List.of(PodTemplateSpec.class));
    pod.forEach(type -> shared.putIfAbsent(type, "pod.json"));
    Map<String, String> files = new TreeMap<>();
    files.put("meta.json", write("meta.json", JSON.objectNode(), meta));
    pod.removeAll(meta);
    files.put("pod.json", write("pod.json", JSON.objectNode(), pod));
    for (Root root : ROOTS) {
      files.put(root.file(), rootFile(root));
    }
    overlay
        .propertyNames()
        .forEach(
            name -> {
              if (!usedOverlays.contains(name)) {
                throw new IllegalStateException("overlay for unknown type " + name);
              }
            });
    return files;
  }

  private String rootFile(Root root) {
    Set<Class<?>> local = new LinkedHashSet<>();
    ObjectNode schema = JSON.objectNode();
    if (shared.containsKey(root.type())) {
      throw new IllegalStateException("a kind in a shared file: " + root.type());
    }
    schema.setAll(definition(root.type(), root.file()));
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.putObject("apiVersion").put("const", root.apiVersion());
    properties.putObject("kind").put("const", root.kind());
    for (Class<?> type : closure(List.of(root.type()))) {
      if (!shared.containsKey(type) && type != root.type()) {
        local.add(type);
      }
    }
    return write(root.file(), schema, local);
  }

  private String write(String file, ObjectNode schema, Set<Class<?>> definitions) {
    StringBuilder text = new StringBuilder("{\n");
    text.append("\"$schema\": \"").append(DIALECT).append("\",\n");
    text.append("\"$id\": \"").append(BASE).append(KubernetesSchemas.VERSION);
    text.append('/').append(file).append('"');
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      text.append(",\n\"").append(entry.getKey()).append("\": ").append(entry.getValue());
    }
    Map<String, ObjectNode> sorted = new TreeMap<>();
    for (Class<?> type : definitions) {
      if (sorted.put(type.getSimpleName(), definition(type, file)) != null) {
        throw new IllegalStateException("two types " + type.getSimpleName() + " in " + file);
      }
    }
    if (!sorted.isEmpty()) {
      text.append(",\n\"$defs\": {");
      String separator = "\n";
      for (Map.Entry<String, ObjectNode> entry : sorted.entrySet()) {
        text.append(separator).append('"').append(entry.getKey()).append("\": ");
        text.append(entry.getValue());
        separator = ",\n";
      }
      text.append("\n}");
    }
    return text.append("\n}\n").toString();
  }

  /// All model types that a manifest of these types can hold.
  private static Set<Class<?>> closure(List<Class<?>> roots) {
    Set<Class<?>> found = new LinkedHashSet<>();
    Deque<Type> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Type type = todo.remove();
      if (type instanceof ParameterizedType parameterized) {
        todo.addAll(List.of(parameterized.getActualTypeArguments()));
      } else if (type instanceof Class<?> model && isModel(model) && found.add(model)) {
        for (Field field : fields(model)) {
          todo.add(field.getGenericType());
        }
      }
    }
    return found;
  }

  private static boolean isModel(Class<?> type) {
    return type.getName().startsWith("io.fabric8.kubernetes.api.model.")
        && type != IntOrString.class
        && type != Quantity.class
        && type != MicroTime.class
        && !fields(type).isEmpty();
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null && !property.value().equals("status")) {
        fields.add(field);
      }
    }
    return fields;
  }

  private ObjectNode definition(Class<?> type, String file) {
    Map<String, JsonNode> properties = new TreeMap<>();
    for (Field field : fields(type)) {
      String name = field.getAnnotation(JsonProperty.class).value();
      properties.put(name, schemaOf(field.getGenericType(), file));
    }
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null && property.value().equals("status")) {
        properties.put("status", JSON.objectNode());
      }
    }
    ObjectNode schema = JSON.objectNode();
    schema.put("type", "object");
    schema.set("properties", JSON.objectNode().setAll(properties));
    schema.put("additionalProperties", false);
    if (ROOTS.stream().anyMatch(root -> root.type() == type)) {
      lay(schema, "$kinds");
    }
    lay(schema, type.getSimpleName());
    if (type.getPackage() == ObjectMeta.class.getPackage()) {
      lay(schema, "core." + type.getSimpleName());
    }
    return schema;
  }

  private void lay(ObjectNode schema, String name) {
    if (overlay.get(name) instanceof ObjectNode laid) {
      usedOverlays.add(name);
      merge(schema, laid, name, true);
    }
  }

  /// Lays `over` on `schema`. A property that the model does not have is an error, so that the
  /// overlay cannot go stale unseen; below a reference the model's fields are not at hand.
  private static void merge(ObjectNode schema, ObjectNode over, String path, boolean check) {
    boolean known = check && !schema.has("$ref");
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      JsonNode there = schema.get(entry.getKey());
      if (known && path.endsWith("/properties") && there == null) {
        throw new IllegalStateException("overlay: no field " + path + "/" + entry.getKey());
      }
      if (there instanceof ObjectNode below && entry.getValue() instanceof ObjectNode value) {
        merge(below, value, path + "/" + entry.getKey(), known);
      } else {
        schema.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
  }

  private ObjectNode schemaOf(Type type, String file) {
    ObjectNode schema = JSON.objectNode();
    switch (type) {
      case ParameterizedType list when list.getRawType() == List.class -> {
        schema.put("type", "array");
        schema.set("items", schemaOf(list.getActualTypeArguments()[0], file));
      }
      case ParameterizedType map when map.getRawType() == Map.class -> {
        schema.put("type", "object");
        ObjectNode values = schemaOf(map.getActualTypeArguments()[1], file);
        if (!values.isEmpty()) {
          schema.set("additionalProperties", values);
        }
      }
      case Class<?> simple -> simple(schema, simple, file);
      default -> throw new IllegalStateException("no schema for " + type);
    }
    return schema;
  }

  private void simple(ObjectNode schema, Class<?> type, String file) {
    if (type == String.class || type == MicroTime.class) {
      schema.put("type", "string");
    } else if (type == Integer.class) {
      schema.put("type", "integer").put("format", "int32");
    } else if (type == Long.class) {
      schema.put("type", "integer").put("format", "int64");
    } else if (type == Double.class || type == Float.class || type == Number.class) {
      schema.put("type", "number");
    } else if (type == Boolean.class) {
      schema.put("type", "boolean");
    } else if (type == IntOrString.class) {
      schema.put("format", "int-or-string");
    } else if (type == Quantity.class) {
      schema.put("format", "quantity");
    } else if (isModel(type)) {
      String where = shared.getOrDefault(type, file);
      String anchor = "#/$defs/" + type.getSimpleName();
      schema.put("$ref", where.equals(file) ? anchor : where + anchor);
    } else if (type.getName().startsWith("io.fabric8.")) {
      schema.put("type", "object");
    } else if (type != Object.class) {
      throw new IllegalStateException("no schema for " + type);
    }
  }
}
