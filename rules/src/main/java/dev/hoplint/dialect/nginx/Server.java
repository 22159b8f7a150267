package dev.hoplint.dialect.nginx;

import java.util.List;

/// One host as nginx serves it.
///
/// @param host the host, or [ServerBuilder#CATCH_ALL]
/// @param isRegex whether every location is a case-insensitive, start-anchored regex: one effective
///   rewrite-target or use-regex on the host is enough
/// @param locations in the order of the configuration file, expanded
/// @param dropped paths that an older Ingress's equal path keeps out
public record Server(
    String host, boolean isRegex, List<Location> locations, List<ServerBuilder.Dropped> dropped) {
  public Server {
    locations = List.copyOf(locations);
    dropped = List.copyOf(dropped);
  }
}
