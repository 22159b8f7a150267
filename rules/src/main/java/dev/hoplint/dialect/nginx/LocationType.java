package dev.hoplint.dialect.nginx;

/// How a location is written. ImplementationSpecific and absent path types are prefixes
/// (internal/k8s/main.go `SetDefaultNGINXPathType`).
public enum LocationType {
  EXACT,
  PREFIX
}
