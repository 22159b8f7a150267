package dev.hoplint.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an API server makes of a webhook's answer, version 1, in our own words after its sources
/// (k8s.io/apiserver, `pkg/admission/plugin/webhook/request/admissionreview.go` and
/// `validating/dispatcher.go`).
///
/// An answer that breaks a rule counts as a failed call, whatever it says: the failure policy
/// decides. Audit annotations with bad keys are left out and logged, nothing more.
public final class ReviewVerification {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A qualified name's second part: what stands behind the webhook's own name and the slash.
  private static final Pattern KEY = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private static final int LONGEST_KEY = 63;

  private ReviewVerification() {}

  /// What the API server goes on with.
  public sealed interface Verified {
    /// @param code HTTP status for the user, of a denial
    /// @param reason of a denial; may be empty
    /// @param message of a denial, as the user reads it behind `admission webhook "…" denied the
    ///   request`
    /// @param badKeys audit annotations that are not taken
    record Answer(
        String uid,
        boolean allowed,
        int code,
        String reason,
        String message,
        List<String> warnings,
        Map<String, String> auditAnnotations,
        List<String> badKeys)
        implements Verified {
      public Answer {
        warnings = List.copyOf(warnings);
        auditAnnotations = Map.copyOf(auditAnnotations);
        badKeys = List.copyOf(badKeys);
      }
    }

    /// The call failed: the failure policy decides.
    record Failed(String why) implements Verified {}
  }

  /// Verifies an answer of a validating webhook.
  ///
  /// @param uid of the request
  /// @param status of HTTP
  public static Verified verify(String uid, int status, String body) {
    if (status < 200 || status > 299) {
      return new Verified.Failed("the webhook answered with HTTP status " + status);
    }
    JsonNode review;
    try {
      review = JSON.readTree(body);
    } catch (JacksonException e) {
      return new Verified.Failed("the answer is no JSON");
    }
    return problem(uid, review)
        .<Verified>map(Verified.Failed::new)
        .orElseGet(() -> answer(uid, review.get("response")));
  }

  private static Optional<String> problem(String uid, JsonNode review) {
    if (review == null || !review.isObject()) {
      return Optional.of("the answer is no object");
    }
    boolean known =
        text(review, "apiVersion").equals("admission.k8s.io/v1")
            && text(review, "kind").equals("AdmissionReview");
    if (!known) {
      return Optional.of("the answer is no AdmissionReview of admission.k8s.io/v1");
    }
    JsonNode response = review.get("response");
    if (response == null || !response.isObject()) {
      return Optional.of("response is missing");
    }
    if (!text(response, "uid").equals(uid)) {
      return Optional.of("response.uid is \"" + text(response, "uid") + "\", not " + uid);
    }
    if (isWritten(response, "patch") || isWritten(response, "patchType")) {
      return Optional.of("a validating webhook answered with a patch");
    }
    return types(response);
  }

  /// Go's decoder refuses a value of another type than the field's.
  private static Optional<String> types(JsonNode response) {
    JsonNode allowed = response.get("allowed");
    if (allowed != null && !allowed.isBoolean() && !allowed.isNull()) {
      return Optional.of("response.allowed is no boolean");
    }
    JsonNode warnings = response.get("warnings");
    if (warnings != null && !warnings.isNull()) {
      if (!warnings.isArray()) {
        return Optional.of("response.warnings is no list");
      }
      for (JsonNode warning : warnings) {
        if (!warning.isString()) {
          return Optional.of("a warning is no text");
        }
      }
    }
    JsonNode annotations = response.get("auditAnnotations");
    if (annotations != null && !annotations.isNull()) {
      if (!annotations.isObject()) {
        return Optional.of("response.auditAnnotations is no object");
      }
      for (Map.Entry<String, JsonNode> one : annotations.properties()) {
        if (!one.getValue().isString()) {
          return Optional.of("an audit annotation is no text");
        }
      }
    }
    JsonNode status = response.get("status");
    return status != null && !status.isObject() && !status.isNull()
        ? Optional.of("response.status is no object")
        : Optional.empty();
  }

  private static Verified answer(String uid, JsonNode response) {
    JsonNode allowed = response.get("allowed");
    List<String> warnings = new ArrayList<>();
    if (isWritten(response, "warnings")) {
      response.get("warnings").forEach(one -> warnings.add(one.stringValue()));
    }
    Map<String, String> annotations = new TreeMap<>();
    List<String> bad = new ArrayList<>();
    if (isWritten(response, "auditAnnotations")) {
      for (Map.Entry<String, JsonNode> one : response.get("auditAnnotations").properties()) {
        if (isKey(one.getKey())) {
          annotations.put(one.getKey(), one.getValue().stringValue());
        } else {
          bad.add(one.getKey());
        }
      }
    }
    JsonNode status =
        isWritten(response, "status") ? response.get("status") : JSON.createObjectNode();
    JsonNode code = status.get("code");
    int written = code != null && code.isInt() ? code.intValue() : 0;
    return new Verified.Answer(
        uid,
        allowed != null && allowed.isBoolean() && allowed.booleanValue(),
        // The API server lets no webhook deny with a success.
        Math.max(400, written),
        text(status, "reason"),
        message(status),
        warnings,
        annotations,
        bad);
  }

  private static String message(JsonNode status) {
    if (!text(status, "message").isEmpty()) {
      return text(status, "message");
    }
    return text(status, "reason").isEmpty() ? "without explanation" : text(status, "reason");
  }

  private static boolean isKey(String key) {
    return key.length() <= LONGEST_KEY && KEY.matcher(key).matches();
  }

  private static boolean isWritten(JsonNode object, String key) {
    return object.get(key) != null && !object.get(key).isNull();
  }

  private static String text(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value != null && value.isString() ? value.stringValue() : "";
  }
}
