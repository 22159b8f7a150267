package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.Optional;

/// One location of a server, before or after expansion.
///
/// @param text the location's path: what stands in the configuration
/// @param type as the controller keeps it; on a regex host it is rendered as a regex all the same
/// @param pathText the path as the Ingress writes it, before expansion
/// @param ingress whose annotations it carries; empty for the default location of server `_`
/// @param path the path it was made of; empty for the default location of a server
/// @param backend where it leads; empty for the controller's own default backend (404)
public record Location(
    String text,
    LocationType type,
    String pathText,
    Optional<Ingress> ingress,
    Optional<Ingress.Path> path,
    Optional<Ingress.Backend> backend,
    LocationSettings settings) {

  /// Whether it is the location `/` that every server starts with.
  public boolean isDefault() {
    return path.isEmpty();
  }

  /// LOC `needsRewrite`: a target that is not the path itself.
  boolean needsRewrite() {
    return settings.rewriteTarget().filter(target -> !target.equals(text)).isPresent();
  }

  Location as(String newText, LocationType newType) {
    return new Location(newText, newType, pathText, ingress, path, backend, settings);
  }
}
