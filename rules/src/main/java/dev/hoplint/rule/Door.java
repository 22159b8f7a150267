package dev.hoplint.rule;

/// Where a rule speaks.
public enum Door {
  /// On manifests.
  FILES,
  /// On the objects of a running cluster.
  CLUSTER,
  /// At admission.
  ADMISSION
}
