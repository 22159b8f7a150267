package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The pods of a workload.
///
/// @param containers main containers, init containers and native sidecars, in the order of the
///   text: main ones first, as the endpoints controller looks named ports up
/// @param claims names of the persistent volume claims the pods mount
/// @param resources names of the resources that the pod as a whole requests or limits
/// @param readinessGates condition types that must be True before a pod counts as ready
/// @param configMaps names of the ConfigMaps that are mounted or become variables
public record PodTemplate(
    Place place,
    StringMap labels,
    StringMap annotations,
    List<Container> containers,
    Field<Integer> terminationGracePeriodSeconds,
    List<Field<String>> claims,
    Field<Boolean> hostNetwork,
    Set<String> resources,
    List<Field<String>> readinessGates,
    List<Field<String>> configMaps) {
  public PodTemplate {
    containers = List.copyOf(containers);
    claims = List.copyOf(claims);
    resources = Set.copyOf(resources);
    readinessGates = List.copyOf(readinessGates);
    configMaps = List.copyOf(configMaps);
  }

  /// The containers that run beside each other while the pod serves: main ones and native sidecars.
  public List<Container> serving() {
    List<Container> running = new ArrayList<>(containers.size());
    for (Container container : containers) {
      if (container.role() != Container.Role.INIT) {
        running.add(container);
      }
    }
    return running;
  }

  public Optional<Container> container(String name) {
    return containers.stream().filter(container -> container.name().is(name)).findFirst();
  }

  /// Whether nothing of it is written: a cut-off file, a template that comes from elsewhere.
  public boolean isUnwritten() {
    return containers.isEmpty() && labels.isEmpty();
  }
}
