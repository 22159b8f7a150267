package dev.hoplint.webhook.admission;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.yaml.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bodies as an API server writes them. Immutable: each setting gives another one.
record Reviews(Map<String, String> fields) {
  private static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

  static Reviews create(Mapping object) {
    return of("CREATE", object).field("object", Manifests.json(object));
  }

  static Reviews update(Mapping before, Mapping after) {
    return of("UPDATE", after)
        .field("object", Manifests.json(after))
        .field("oldObject", Manifests.json(before));
  }

  static Reviews delete(Mapping before) {
    return of("DELETE", before).field("oldObject", Manifests.json(before));
  }

  private static Reviews of(String operation, Mapping object) {
    ObjectRef ref = Manifests.resource(object).ref();
    String kind =
        "{\"group\":%s,\"version\":%s,\"kind\":%s}"
            .formatted(
                Manifests.quoted(ref.kind().group()),
                Manifests.quoted(ref.kind().version()),
                Manifests.quoted(ref.kind().name()));
    String resource =
        "{\"group\":%s,\"version\":%s,\"resource\":%s}"
            .formatted(
                Manifests.quoted(ref.kind().group()),
                Manifests.quoted(ref.kind().version()),
                Manifests.quoted(plural(ref.kind().name())));
    return new Reviews(Map.of())
        .field("uid", Manifests.quoted(UID))
        .field("kind", kind)
        .field("resource", resource)
        .field("requestKind", kind)
        .field("requestResource", resource)
        .field("name", Manifests.quoted(ref.name()))
        .field("namespace", Manifests.quoted(ref.namespace()))
        .field("operation", Manifests.quoted(operation))
        .field("userInfo", "{\"username\":\"jane\",\"groups\":[\"system:authenticated\"]}")
        .field("object", "null")
        .field("oldObject", "null")
        .field("dryRun", "false")
        .field("options", "{\"kind\":\"CreateOptions\",\"apiVersion\":\"meta.k8s.io/v1\"}");
  }

  private static String plural(String kind) {
    String word = kind.toLowerCase(java.util.Locale.ROOT);
    return word.endsWith("s") ? word + "es" : word + "s";
  }

  /// @param json the value as JSON text
  Reviews field(String name, String json) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put(name, json);
    return new Reviews(all);
  }

  Reviews without(String name) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.remove(name);
    return new Reviews(all);
  }

  Reviews user(String name) {
    return field("userInfo", "{\"username\":" + Manifests.quoted(name) + "}");
  }

  Reviews dryRun() {
    return field("dryRun", "true");
  }

  Reviews subResource(String name) {
    return field("subResource", Manifests.quoted(name));
  }

  Reviews uid(String uid) {
    return field("uid", Manifests.quoted(uid));
  }

  /// The uid as text.
  String uid() {
    String quoted = fields.getOrDefault("uid", "\"\"");
    return quoted.substring(1, quoted.length() - 1);
  }

  String json() {
    StringBuilder text =
        new StringBuilder(
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{");
    String comma = "";
    for (Map.Entry<String, String> field : fields.entrySet()) {
      text.append(comma).append(Manifests.quoted(field.getKey())).append(':');
      text.append(field.getValue());
      comma = ",";
    }
    return text.append("}}").toString();
  }

  byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }
}
