package dev.hoplint.dialect.nginx;

/// What made a location.
public enum LocationOrigin {
  /// A path of an Ingress.
  PATH,
  /// The location `/` that every server starts with; a path `/` of type Prefix takes its place.
  DEFAULT,
  /// The location `/` of server `_` where an Ingress without rules has a defaultBackend: no path
  /// `/` takes its place, however old its Ingress is.
  CATCH_ALL_BACKEND
}
