package dev.hoplint.webhook.scan;

/// A custom resource that reports are written as. Both have the same fields, but for the source of
/// all results, which only the younger one can name for the whole report
/// (kubernetes-sigs/wg-policy-prototypes and openreports/reports-api, `report_types.go`).
enum ReportKind {
  POLICY_REPORT("wgpolicyk8s.io/v1alpha2", "PolicyReport", "policyreports"),
  OPEN_REPORT("openreports.io/v1alpha1", "Report", "reports");

  private final String apiVersion;
  private final String kind;
  private final String plural;

  ReportKind(String apiVersion, String kind, String plural) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
  }

  String apiVersion() {
    return apiVersion;
  }

  String kind() {
    return kind;
  }

  String plural() {
    return plural;
  }
}
