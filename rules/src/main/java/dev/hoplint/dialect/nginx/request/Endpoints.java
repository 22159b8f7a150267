package dev.hoplint.dialect.nginx.request;

import dev.hoplint.resource.Ingress;

/// Whether the backend of a path has endpoints.
@FunctionalInterface
public interface Endpoints {
  /// Every backend has some.
  Endpoints ASSUMED = (_, _) -> new Some();

  State of(Ingress ingress, Ingress.ServiceBackend backend);

  /// What is known of a backend.
  sealed interface State {}

  /// It has endpoints, as far as the manifests tell.
  record Some() implements State {}

  /// It has none, so that nginx answers 503.
  ///
  /// @param why a clause: `Service "web" does not exist`
  record None(String why) implements State {}

  /// @param why a clause
  record Unknown(String why) implements State {}
}
