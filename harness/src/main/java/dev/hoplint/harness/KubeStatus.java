package dev.hoplint.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/// The `Status` objects of an API server.
final class KubeStatus {
  private KubeStatus() {}

  static Map<String, Object> of(int code, String message) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", code < 400 ? "Success" : "Failure");
    if (code >= 400) {
      status.put("message", message);
      status.put("reason", reason(code, message));
      status.put("code", code);
    }
    return status;
  }

  static String json(int code, String message) {
    return Json.text(of(code, message));
  }

  static String forbidden(KubeCall call) {
    return json(
        403,
        "%s is forbidden: User \"test\" cannot %s resource \"%s\" in API group \"%s\""
            .formatted(call.type(), call.verb(), call.resource(), call.group()));
  }

  private static String reason(int code, String message) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 409 -> message.endsWith("already exists") ? "AlreadyExists" : "Conflict";
      case 410 -> "Expired";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalError";
      case 503 -> "ServiceUnavailable";
      default -> "Unknown";
    };
  }
}
