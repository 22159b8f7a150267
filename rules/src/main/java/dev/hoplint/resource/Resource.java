package dev.hoplint.resource;

/// An object of the input or of a cluster. Instances are compared by identity where they serve as
/// keys: two definitions of one object are two resources.
public sealed interface Resource
    permits Ingress,
        IngressClass,
        HttpRoute,
        Service,
        Endpoints,
        Workload,
        Autoscaler,
        DisruptionBudget,
        LimitRange,
        Opaque {
  Meta meta();

  default ObjectRef ref() {
    return meta().ref();
  }

  default String name() {
    return meta().ref().name();
  }

  default String namespace() {
    return meta().ref().namespace();
  }

  /// Kind and name, for messages: `Service "web"`.
  default String quoted() {
    return meta().ref().quoted();
  }
}
