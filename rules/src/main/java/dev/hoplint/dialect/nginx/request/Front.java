package dev.hoplint.dialect.nginx.request;

import java.util.HashMap;
import java.util.Map;

/// What stands before the controller.
///
/// @param endsTls whether TLS ends there, so that nginx itself always receives `http`
/// @param proto what X-Forwarded-Proto it sends: `client` for the client's scheme, a constant
///   scheme, empty for none
public record Front(boolean endsTls, String proto) {
  /// Nothing that matters: nginx receives what the client sends.
  public static final Front DIRECT = new Front(false, "");

  /// TLS ends before nginx, and nothing tells it: a load balancer for TCP.
  public static final Front SILENT = new Front(true, "");

  /// TLS ends before nginx, which is told the client's scheme by X-Forwarded-Proto.
  public static final Front TELLING = new Front(true, "client");

  /// The request as nginx receives it: with the scheme of its own connection.
  NginxRequest received(NginxRequest request) {
    if (!endsTls && proto.isEmpty()) {
      return request;
    }
    Map<String, String> headers = new HashMap<>(request.headers());
    if (!proto.isEmpty()) {
      headers.put("x-forwarded-proto", proto.equals("client") ? request.scheme() : proto);
    }
    return new NginxRequest(
        request.method(),
        endsTls ? "http" : request.scheme(),
        request.host(),
        request.target(),
        headers,
        request.bodySize());
  }
}
