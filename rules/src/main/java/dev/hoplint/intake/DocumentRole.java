package dev.hoplint.intake;

/// What one document is. Only manifests are linted; the summary counts the others.
public enum DocumentRole {
  /// A Kubernetes object (or one item of a `List`).
  MANIFEST("manifest"),
  /// A text that a template engine fills in first (`{{ … }}` in control positions).
  TEMPLATE("template"),
  /// A partial object that a kustomization lays over another one.
  PATCH("patch"),
  /// A kustomization or component file.
  KUSTOMIZATION("kustomization"),
  /// Chart.yaml, values files and other input of a chart.
  CHART("chart file"),
  /// docker-compose, CI workflows, OpenAPI, Ansible, mkdocs and everything else without apiVersion
  /// and kind.
  OTHER("other YAML"),
  /// Nothing but comments.
  EMPTY("empty document"),
  /// Could not be read.
  BROKEN("unreadable document");

  private final String words;

  DocumentRole(String words) {
    this.words = words;
  }

  /// Singular, for the summary.
  public String words() {
    return words;
  }
}
