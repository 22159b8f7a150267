package dev.hoplint.resource;

/// Hand-written endpoints of a Service: an Endpoints object or an EndpointSlice.
///
/// @param service the Service's name: the object's own, or the label `kubernetes.io/service-name`
public record Endpoints(Meta meta, Field<String> service) implements Resource {}
