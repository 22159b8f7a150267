package dev.hoplint.dialect.nginx.request;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// A request as a client sends it.
///
/// @param scheme `http` or `https`, as the client writes it
/// @param host with the port, where one is written
/// @param target path and query as they are sent, starting with a slash
/// @param headers by lower-case name
/// @param bodySize Content-Length in bytes; empty for none
public record NginxRequest(
    String method,
    String scheme,
    String host,
    String target,
    Map<String, String> headers,
    OptionalLong bodySize) {
  public NginxRequest {
    Map<String, String> lower = new HashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
    target = target.isEmpty() ? "/" : target;
  }

  public static NginxRequest get(String scheme, String host, String target) {
    return new NginxRequest("GET", scheme, host, target, Map.of(), OptionalLong.empty());
  }

  /// `http://shop.example/cart`; a plain path without host makes `http://host/path`.
  public static NginxRequest get(String url) {
    Url parsed = Url.parse(url);
    return get(parsed.scheme(), parsed.authority(), parsed.target());
  }

  public NginxRequest withMethod(String newMethod) {
    return new NginxRequest(newMethod, scheme, host, target, headers, bodySize);
  }

  public NginxRequest withBody(long bytes) {
    return new NginxRequest(method, scheme, host, target, headers, OptionalLong.of(bytes));
  }

  public NginxRequest withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new NginxRequest(method, scheme, host, target, more, bodySize);
  }

  /// What a browser asks when it is redirected: 307 and 308 keep the method and the body, the
  /// others make it a GET (HEAD stays HEAD).
  NginxRequest redirected(int status, Url to) {
    boolean kept = status == 307 || status == 308 || method.equals("HEAD");
    return new NginxRequest(
        kept ? method : "GET",
        to.scheme(),
        to.authority(),
        to.target(),
        headers,
        kept ? bodySize : OptionalLong.empty());
  }

  public String url() {
    return scheme + "://" + host + target;
  }

  /// `GET http://shop.example/cart`.
  @Override
  public String toString() {
    return method + " " + url();
  }
}
