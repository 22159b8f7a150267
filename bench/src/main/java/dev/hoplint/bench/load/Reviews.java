package dev.hoplint.bench.load;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Wraps objects as the API server does.
final class Reviews {
  private static final JsonMapper JSON = new JsonMapper();

  private Reviews() {}

  static Review creation(Map<String, Object> object) {
    return review("CREATE", object, null);
  }

  static Review update(Map<String, Object> before, Map<String, Object> after) {
    return review("UPDATE", after, before);
  }

  static Review deletion(Map<String, Object> object) {
    return review("DELETE", null, object);
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  private static Review review(
      String operation,
      @Nullable Map<String, Object> object,
      @Nullable Map<String, Object> oldObject) {
    Map<String, Object> subject = requireNonNull(object == null ? oldObject : object);
    String uid = UUID.randomUUID().toString();
    String apiVersion = String.valueOf(subject.get("apiVersion"));
    String kind = String.valueOf(subject.get("kind"));
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    Map<String, Object> type = Map.of("group", group, "version", version, "kind", kind);
    Map<String, Object> resource =
        Map.of("group", group, "version", version, "resource", plural(kind));
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("uid", uid);
    request.put("kind", type);
    request.put("resource", resource);
    request.put("requestKind", type);
    request.put("requestResource", resource);
    request.put("name", Objects.name(subject));
    request.put("namespace", Objects.namespace(subject));
    request.put("operation", operation);
    request.put(
        "userInfo",
        Map.of("username", "developer", "groups", List.of("platform", "system:authenticated")));
    request.put("object", object);
    request.put("oldObject", oldObject);
    request.put("dryRun", false);
    request.put("options", Map.of("apiVersion", "meta.k8s.io/v1", "kind", options(operation)));
    Map<String, Object> review = new LinkedHashMap<>();
    review.put("kind", "AdmissionReview");
    review.put("apiVersion", "admission.k8s.io/v1");
    review.put("request", request);
    return new Review(uid, json(review));
  }

  private static String options(String operation) {
    return operation.charAt(0) + operation.substring(1).toLowerCase(Locale.ROOT) + "Options";
  }

  /// The plural of an object's kind.
  static String plural(Map<String, Object> object) {
    return plural(String.valueOf(object.get("kind")));
  }

  private static String plural(String kind) {
    String one = kind.toLowerCase(Locale.ROOT);
    return one.endsWith("s") ? one + "es" : one + "s";
  }
}
