package dev.hoplint.outcome;

/// What is wrong with a route; which status that gives is the data plane's business.
public enum Defect {
  /// No rule matches the request's host and path.
  NO_ROUTE,
  SERVICE_MISSING,
  PORT_NOT_ON_SERVICE,
  /// The Service has no ready pod behind it.
  NO_ENDPOINTS,
  /// The pod refuses or resets the connection.
  REFUSED,
  /// Nothing answers the connection attempt (a NetworkPolicy drops it).
  CONNECT_TIMEOUT,
  /// The backend does not answer in time.
  SLOW_RESPONSE,
  TLS_TO_PLAINTEXT,
  BODY_TOO_LARGE
}
