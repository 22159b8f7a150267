package dev.hoplint.webhook.admission;

import dev.hoplint.webhook.admission.Decision.Cause;
import dev.hoplint.webhook.admission.Decision.Denial;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes answers: always the same bytes for the same decision, never a patch.
final class AnswerWriter {
  private static final JsonFactory JSON = new JsonFactory();

  /// Denied for what the object says, not for who asks; 403 is what clients print in full and do
  /// not retry.
  private static final int DENIED = 403;

  private AnswerWriter() {}

  static String review(String uid, Decision decision) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("kind", "AdmissionReview");
          json.writeStringProperty("apiVersion", "admission.k8s.io/v1");
          json.writeObjectPropertyStart("response");
          json.writeStringProperty("uid", uid);
          json.writeBooleanProperty("allowed", decision.denial().isEmpty());
          decision.denial().ifPresent(denial -> denial(json, denial));
          if (!decision.warnings().isEmpty()) {
            json.writeArrayPropertyStart("warnings");
            decision.warnings().forEach(json::writeString);
            json.writeEndArray();
          }
          if (!decision.notes().isEmpty()) {
            json.writeObjectPropertyStart("auditAnnotations");
            decision.notes().forEach(json::writeStringProperty);
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  static String status(int code, String reason, String message) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("kind", "Status");
          json.writeStringProperty("apiVersion", "v1");
          json.writeObjectPropertyStart("metadata");
          json.writeEndObject();
          failure(json, code, reason, message);
          json.writeEndObject();
        });
  }

  private static void denial(JsonGenerator json, Denial denial) {
    json.writeObjectPropertyStart("status");
    failure(json, DENIED, "Forbidden", denial.message());
    json.writeObjectPropertyStart("details");
    json.writeStringProperty("name", denial.name());
    json.writeStringProperty("group", denial.group());
    json.writeStringProperty("kind", denial.kind());
    json.writeArrayPropertyStart("causes");
    for (Cause cause : denial.causes()) {
      json.writeStartObject();
      json.writeStringProperty("reason", "FieldValueInvalid");
      json.writeStringProperty("message", cause.message());
      json.writeStringProperty("field", cause.field());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void failure(JsonGenerator json, int code, String reason, String message) {
    json.writeStringProperty("status", "Failure");
    json.writeStringProperty("message", message);
    json.writeStringProperty("reason", reason);
    json.writeNumberProperty("code", code);
  }

  private static String write(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(json);
    }
    return text.toString();
  }
}
