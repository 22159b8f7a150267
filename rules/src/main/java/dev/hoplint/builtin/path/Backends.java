package dev.hoplint.builtin.path;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import java.util.Optional;

/// Where paths lead, for comparisons and messages.
final class Backends {
  private Backends() {}

  /// A Service port as an Ingress names it; what nginx calls an upstream.
  ///
  /// @param port the number or name as text
  record Upstream(String namespace, String service, String port) {
    String words() {
      return "Service \"" + service + "\" port " + port;
    }

    /// The same, with the namespace where it differs from the other's.
    String words(Upstream other) {
      String where = namespace.equals(other.namespace) ? "" : " in namespace \"" + namespace + "\"";
      return words() + where;
    }
  }

  /// The upstream of a backend; empty for what is no Service or cannot be read.
  static Optional<Upstream> upstream(Ingress ingress, Ingress.Backend backend) {
    if (!(backend instanceof Ingress.ServiceBackend(var _, var service, var port))
        || service.get().isEmpty()
        || port.get().isEmpty()) {
      return Optional.empty();
    }
    PortRef number = port.get().get();
    return Optional.of(new Upstream(ingress.namespace(), service.get().get(), number.text()));
  }
}
