package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads Ingresses of all versions, and routes of the Gateway API.
final class IngressReader {
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  private IngressReader() {}

  static Ingress ingress(Meta meta, FieldReader spec) {
    boolean old = !meta.ref().kind().version().equals("v1");
    Optional<Ingress.Backend> defaultBackend =
        spec.existing(old && spec.has("backend") ? "backend" : "defaultBackend")
            .map(IngressReader::backend);
    Field<String> annotation =
        meta.annotations()
            .entry(CLASS_ANNOTATION)
            .map(StringMap.Entry::value)
            .orElseGet(() -> new Field.Absent<>(meta.annotations().place()));
    return new Ingress(
        meta,
        spec.string("ingressClassName"),
        annotation,
        defaultBackend,
        spec.items("rules").stream().map(IngressReader::rule).toList(),
        spec.items("tls").stream().map(IngressReader::tls).toList());
  }

  private static Ingress.Rule rule(FieldReader rule) {
    FieldReader http = rule.child("http");
    List<Ingress.Path> paths = new ArrayList<>();
    for (FieldReader path : http.items("paths")) {
      paths.add(
          new Ingress.Path(
              path.place(),
              path.string("path"),
              path.string("pathType"),
              path.existing("backend")
                  .map(IngressReader::backend)
                  .orElseGet(() -> new Ingress.UnreadableBackend(path.place()))));
    }
    return new Ingress.Rule(rule.place(), rule.string("host"), http.exists(), paths);
  }

  private static Ingress.Backend backend(FieldReader backend) {
    if (backend.has("serviceName")) {
      return new Ingress.ServiceBackend(
          backend.place(), backend.string("serviceName"), backend.port("servicePort"));
    }
    Optional<FieldReader> service = backend.existing("service");
    if (service.isPresent()) {
      FieldReader port = service.get().child("port");
      return new Ingress.ServiceBackend(
          backend.place(), service.get().string("name"), backendPort(port));
    }
    return backend
        .existing("resource")
        .<Ingress.Backend>map(
            resource ->
                new Ingress.ResourceBackend(
                    backend.place(), resource.string("kind"), resource.string("name")))
        .orElseGet(() -> new Ingress.UnreadableBackend(backend.place()));
  }

  private static Field<PortRef> backendPort(FieldReader port) {
    Field<String> name = port.string("name");
    return name.isAbsent() || name.is("")
        ? port.integer("number").map(PortRef.Number::new)
        : name.map(PortRef.Name::new);
  }

  private static Ingress.Tls tls(FieldReader tls) {
    return new Ingress.Tls(tls.place(), tls.strings("hosts"), tls.string("secretName"));
  }

  static HttpRoute httpRoute(Meta meta, FieldReader spec) {
    List<HttpRoute.BackendRef> backends = new ArrayList<>();
    for (FieldReader rule : spec.items("rules")) {
      for (FieldReader backend : rule.items("backendRefs")) {
        backends.add(
            new HttpRoute.BackendRef(
                backend.place(),
                backend.string("kind"),
                backend.string("namespace"),
                backend.string("name"),
                backend.port("port")));
      }
    }
    return new HttpRoute(meta, spec.strings("hostnames"), backends);
  }
}
