package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.AdmissionAnswer;
import java.util.Map;

/// The `Status` that is answered where no review can be: constant texts only, never a word of the
/// request.
final class StatusJson {
  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "BadRequest",
          404, "NotFound",
          405, "MethodNotAllowed",
          408, "Timeout",
          413, "RequestEntityTooLarge",
          415, "UnsupportedMediaType",
          429, "TooManyRequests",
          500, "InternalError",
          503, "ServiceUnavailable");

  private StatusJson() {}

  static AdmissionAnswer of(int code, String message) {
    return new AdmissionAnswer(code, text(code, message));
  }

  /// @param message plain ASCII without quotes
  static String text(int code, String message) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
        + message
        + "\",\"reason\":\""
        + REASONS.getOrDefault(code, "BadRequest")
        + "\",\"code\":"
        + code
        + "}";
  }
}
