package dev.hoplint.rule;

/// How far from its subject a rule looks: which changed objects may change its findings.
public enum Neighbourhood {
  /// The subject alone.
  SELF,
  /// Objects that refer to each other: Ingress, Service, workload, budget, autoscaler.
  LINKED,
  /// Every object of the subject's namespace.
  NAMESPACE,
  /// Everything.
  WORLD
}
