package dev.hoplint.harness;

import dev.hoplint.harness.ReviewVerification.Verified;
import java.util.List;

/// What whoever sent a request to the API server sees of one webhook.
///
/// @param admitted whether the request went on
/// @param failedOpen whether it went on because the call failed
/// @param message of a refusal
/// @param warnings as they arrive
public record UserVerdict(
    boolean admitted, boolean failedOpen, String message, List<String> warnings) {
  public UserVerdict {
    warnings = List.copyOf(warnings);
  }

  /// What happens when the call fails.
  public enum FailurePolicy {
    IGNORE,
    FAIL
  }

  /// @param hook the name of the webhook's entry
  /// @param uid of the review that was sent
  public static UserVerdict of(
      ApiServerClient.Outcome outcome, String uid, String hook, FailurePolicy policy) {
    return switch (outcome) {
      case ApiServerClient.Outcome.Failed failed -> failed(failed.why(), hook, policy);
      case ApiServerClient.Outcome.Answered answered ->
          switch (ReviewVerification.verify(
              uid, answered.response().status(), answered.response().text())) {
            case Verified.Failed failed -> failed(failed.why(), hook, policy);
            case Verified.Answer answer ->
                new UserVerdict(
                    answer.allowed(),
                    false,
                    answer.allowed()
                        ? ""
                        : "admission webhook \""
                            + hook
                            + "\" denied the request: "
                            + answer.message(),
                    answer.warnings());
          };
    };
  }

  private static UserVerdict failed(String why, String hook, FailurePolicy policy) {
    return policy == FailurePolicy.IGNORE
        ? new UserVerdict(true, true, "", List.of())
        : new UserVerdict(
            false, false, "failed calling webhook \"" + hook + "\": " + why, List.of());
  }
}
