package dev.hoplint.resource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One container of a pod.
///
/// @param command `command`, not the image's entry point
/// @param requests names of the requested resources; limits without a request count as requests for
///   the API server, see `limits`
/// @param hasMounts whether volumes are mounted: files that may configure it
public record Container(
    Place place,
    Role role,
    Field<String> name,
    Field<String> image,
    List<Field<String>> command,
    List<Field<String>> args,
    List<Port> ports,
    List<EnvironmentVariable> environment,
    Optional<Probe> readinessProbe,
    Optional<Probe> livenessProbe,
    Optional<Probe> startupProbe,
    Optional<Handler> preStop,
    Set<String> requests,
    Set<String> limits,
    boolean hasMounts) {
  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    ports = List.copyOf(ports);
    environment = List.copyOf(environment);
    requests = Set.copyOf(requests);
    limits = Set.copyOf(limits);
  }

  /// When it runs.
  public enum Role {
    MAIN,
    /// An init container with `restartPolicy: Always`: runs beside the main ones, owns ports and
    /// probes.
    NATIVE_SIDECAR,
    /// Runs to its end before the main ones start.
    INIT
  }

  /// One declared port. The number is a note for people, unless something asks for the name.
  public record Port(
      Place place, Field<String> name, Field<Integer> number, Field<Protocol> protocol) {}

  /// One entry of `env`.
  ///
  /// @param value absent where it comes from elsewhere (`valueFrom`)
  public record EnvironmentVariable(Place place, Field<String> name, Field<String> value) {}

  public String quoted() {
    return "container \"" + name.or("?") + "\"";
  }
}
