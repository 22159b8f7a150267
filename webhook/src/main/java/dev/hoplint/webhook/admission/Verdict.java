package dev.hoplint.webhook.admission;

/// What one finding leads to.
enum Verdict {
  DENY,
  WARN,
  /// Left to the background scan and the audit log.
  SILENT
}
