package dev.hoplint.builtin.backend;

import dev.hoplint.resource.Endpoints;
import dev.hoplint.resource.Service;
import dev.hoplint.world.World;

/// Endpoints that somebody writes for a Service: Endpoints objects and EndpointSlices.
final class HandMadeEndpoints {
  private HandMadeEndpoints() {}

  /// Whether the Service's namespace has some for it; one whose Service cannot be read counts.
  static boolean exist(World world, Service service) {
    return world.all(Endpoints.class, service.namespace()).stream()
        .anyMatch(one -> one.service().isUnknown() || one.service().is(service.name()));
  }
}
