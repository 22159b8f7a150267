package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.Optional;

/// One location of a server, before or after expansion.
///
/// @param text the location's path: what stands in the configuration
/// @param type as the controller keeps it; on a regex host it is rendered as a regex all the same
/// @param pathText the path as the Ingress writes it, before expansion
/// @param ingress whose annotations it carries; empty for the default location of server `_`
/// @param path the path it was made of; empty for locations that no path made
/// @param backend where it leads; empty for the controller's own default backend (404)
public record Location(
    String text,
    LocationType type,
    String pathText,
    LocationOrigin origin,
    Optional<Ingress> ingress,
    Optional<Ingress.Path> path,
    Optional<Ingress.Backend> backend,
    LocationSettings settings) {

  static Location of(Ingress ingress, Ingress.Path path, LocationSettings settings) {
    String text = textOf(path);
    return new Location(
        text,
        typeOf(path),
        text,
        LocationOrigin.PATH,
        Optional.of(ingress),
        Optional.of(path),
        Optional.of(path.backend()),
        settings);
  }

  /// The path as the controller keeps it: an empty one is `/`.
  public static String textOf(Ingress.Path path) {
    String written = path.path().or("");
    return written.isEmpty() ? "/" : written;
  }

  /// The type as the controller keeps it.
  public static LocationType typeOf(Ingress.Path path) {
    return path.pathType().is("Exact") ? LocationType.EXACT : LocationType.PREFIX;
  }

  /// Whether it is the location `/` that every server starts with.
  public boolean isDefault() {
    return origin == LocationOrigin.DEFAULT;
  }

  /// LOC `needsRewrite`: a target that is not the path itself.
  public boolean needsRewrite() {
    return settings.rewriteTarget().filter(target -> !target.equals(text)).isPresent();
  }

  Location as(String newText, LocationType newType) {
    return new Location(newText, newType, pathText, origin, ingress, path, backend, settings);
  }

  /// The Ingress and path for messages: `path "/foo" of Ingress "shop"`.
  public String words() {
    String owner = ingress.map(Ingress::quoted).orElse("the controller");
    return switch (origin) {
      case PATH -> "path \"" + pathText + "\" of " + owner;
      case DEFAULT -> "the default location of the host";
      case CATCH_ALL_BACKEND -> "the defaultBackend of " + owner;
    };
  }
}
