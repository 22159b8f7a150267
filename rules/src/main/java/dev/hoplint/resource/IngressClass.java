package dev.hoplint.resource;

/// An IngressClass (networking.k8s.io).
///
/// @param controller `spec.controller`, such as `k8s.io/ingress-nginx`
/// @param isDefault whether `ingressclass.kubernetes.io/is-default-class` is `"true"`
public record IngressClass(Meta meta, Field<String> controller, boolean isDefault)
    implements Resource {}
