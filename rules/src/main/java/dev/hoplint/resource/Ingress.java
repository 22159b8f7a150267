package dev.hoplint.resource;

import java.util.List;
import java.util.Optional;

/// An Ingress of `networking.k8s.io/v1`, or of the removed `networking.k8s.io/v1beta1` and
/// `extensions/v1beta1`, whose backends are written differently.
///
/// @param className `spec.ingressClassName`
/// @param classAnnotation the deprecated annotation `kubernetes.io/ingress.class`
public record Ingress(
    Meta meta,
    Field<String> className,
    Field<String> classAnnotation,
    Optional<Backend> defaultBackend,
    List<Rule> rules,
    List<Tls> tls)
    implements Resource {
  public Ingress {
    rules = List.copyOf(rules);
    tls = List.copyOf(tls);
  }

  /// One rule. Without `http`, what happens is the controller's business.
  ///
  /// @param host absent or empty: every host
  /// @param hasHttp whether `http` is written
  public record Rule(Place place, Field<String> host, boolean hasHttp, List<Path> paths) {
    public Rule {
      paths = List.copyOf(paths);
    }
  }

  /// One path of a rule.
  ///
  /// @param path absent means `/`
  /// @param pathType absent only in the old versions, where it means `ImplementationSpecific`
  public record Path(Place place, Field<String> path, Field<String> pathType, Backend backend) {}

  /// Where a path leads.
  public sealed interface Backend {
    Place place();
  }

  /// A Service of the Ingress's own namespace.
  public record ServiceBackend(Place place, Field<String> service, Field<PortRef> port)
      implements Backend {}

  /// Any other object; no controller here answers with it.
  public record ResourceBackend(Place place, Field<String> kind, Field<String> name)
      implements Backend {}

  /// Nothing that can be read.
  public record UnreadableBackend(Place place) implements Backend {}

  /// One entry of `tls`.
  public record Tls(Place place, List<Field<String>> hosts, Field<String> secretName) {
    public Tls {
      hosts = List.copyOf(hosts);
    }
  }
}
