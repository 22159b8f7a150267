package dev.hoplint.route;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import java.util.Optional;

/// One Service port meeting one workload that the Service selects.
public record Target(Service service, Service.Port port, Workload workload, PodPort podPort) {
  /// The container that answers, as far as the pod tells.
  public Optional<Container> container() {
    return podPort.container(workload.template());
  }
}
