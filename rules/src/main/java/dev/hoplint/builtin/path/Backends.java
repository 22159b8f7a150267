package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.Upstream;

/// Service ports in messages.
final class Backends {
  private Backends() {}

  /// `Service "web" port 80`.
  static String words(Upstream upstream) {
    return "Service \"" + upstream.service() + "\" port " + upstream.port();
  }

  /// The same, with the namespace where it differs from the other's.
  static String words(Upstream upstream, Upstream other) {
    return upstream.namespace().equals(other.namespace())
        ? words(upstream)
        : words(upstream) + " in namespace \"" + upstream.namespace() + "\"";
  }
}
