package dev.hoplint.webhook.admission;

/// What goes back over HTTP.
///
/// @param status the HTTP status: 200 for every review that has a uid
/// @param body JSON: an AdmissionReview, or a Status where no uid could be read
public record AdmissionAnswer(int status, String body) {

  /// A failure as the API server writes its own: a `Status`.
  ///
  /// @param reason one word of Kubernetes' reasons: `BadRequest`
  public static AdmissionAnswer failure(int status, String reason, String message) {
    return new AdmissionAnswer(status, AnswerWriter.status(status, reason, message));
  }
}
