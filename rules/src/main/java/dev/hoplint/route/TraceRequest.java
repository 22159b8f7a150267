package dev.hoplint.route;

import java.util.List;
import java.util.Optional;

/// One request of a client.
///
/// @param url as the client writes it
/// @param arrives the scheme in which every request reaches the controller, where TLS ends in front
///   of it; empty: as the client writes it
/// @param bodyBytes the size of the body; empty for none
/// @param slowSeconds how long the application is silent before it answers; empty: it answers at
///   once
public record TraceRequest(
    String method,
    TraceUrl url,
    Optional<String> arrives,
    List<Header> headers,
    Optional<Long> bodyBytes,
    Optional<Long> slowSeconds) {
  public TraceRequest {
    headers = List.copyOf(headers);
  }

  /// One header of the request.
  public record Header(String name, String value) {}

  public static TraceRequest get(TraceUrl url) {
    return new TraceRequest(
        "GET", url, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /// The scheme that the controller sees.
  public String scheme() {
    return arrives.orElse(url.scheme());
  }

  /// The request that follows a redirect: 303 always, 301 and 302 after a POST ask with GET and
  /// without a body (RFC 9110 section 15.4, as browsers do it).
  public TraceRequest redirected(int code, TraceUrl target) {
    boolean again =
        method.equals("GET")
            || method.equals("HEAD")
            || (code != 303 && !(method.equals("POST") && (code == 301 || code == 302)));
    return again
        ? new TraceRequest(method, target, arrives, headers, bodyBytes, slowSeconds)
        : new TraceRequest("GET", target, arrives, headers, Optional.empty(), slowSeconds);
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
