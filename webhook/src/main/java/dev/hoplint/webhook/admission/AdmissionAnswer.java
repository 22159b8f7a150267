package dev.hoplint.webhook.admission;

/// What goes back over HTTP.
///
/// @param status the HTTP status: 200 for every review that has a uid
/// @param body JSON: an AdmissionReview, or a Status where no uid could be read
public record AdmissionAnswer(int status, String body) {}
