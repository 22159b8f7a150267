package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.StringMap;
import dev.hoplint.route.PortMatch;
import dev.hoplint.route.Route;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.world.WorkLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A place before the controller where TLS ends, and plain HTTP goes on.
///
/// Sources: the annotations of each cloud's load balancer controller; for AWS `buildListener` and
/// `getListener` of kubernetes/cloud-provider-aws, pkg/providers/v1.
///
/// @param words who decrypts, for messages
/// @param sendsHeader whether it speaks HTTP, and so sends X-Forwarded-Proto
record TlsEnd(Resource resource, Place place, String words, boolean sendsHeader) {
  /// The setting by which a controller trusts X-Forwarded-Proto.
  static final String FORWARDED_HEADERS = "use-forwarded-headers";

  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final String CERTIFICATE = AWS + "ssl-cert";

  /// Annotations that give other load balancers a certificate; all of these work on HTTP.
  private static final List<String> CERTIFICATES =
      List.of(
          "load-balancer.hetzner.cloud/http-certificates",
          "load-balancer.hetzner.cloud/http-managed-certificate-name",
          "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-cert-id",
          "service.beta.kubernetes.io/do-loadbalancer-certificate-id",
          "service.beta.kubernetes.io/do-loadbalancer-certificate-name",
          "service.beta.kubernetes.io/oci-load-balancer-tls-secret",
          "service.beta.kubernetes.io/scw-loadbalancer-certificate-ids",
          "service.beta.kubernetes.io/vultr-loadbalancer-ssl");

  private static final String PASSTHROUGH =
      "service.beta.kubernetes.io/do-loadbalancer-tls-passthrough";

  private static final String NAME_LABEL = "app.kubernetes.io/name";

  private static final Set<String> CONTROLLERS =
      Set.of("ingress-nginx", "ingress-nginx-controller", "nginx-ingress-controller");

  /// What shows that an Ingress of another controller has a certificate.
  private static final Map<String, List<String>> FRONTS =
      Map.of(
          "aws-alb",
          List.of("alb.ingress.kubernetes.io/certificate-arn"),
          "gce",
          List.of(
              "networking.gke.io/managed-certificates",
              "ingress.gcp.kubernetes.io/pre-shared-cert"));

  private static final int HTTPS = 443;

  /// Whether a Service leads to an ingress-nginx controller.
  static boolean isController(Service service) {
    return CONTROLLERS.contains(service.name())
        || "ingress-nginx".equals(service.selector().get(NAME_LABEL).orElse(""))
        || "ingress-nginx".equals(service.meta().labels().get(NAME_LABEL).orElse(""));
  }

  /// What ends TLS at an object, if something does.
  static Optional<TlsEnd> of(Resource resource, RuleContext context) {
    return switch (resource) {
      case Service service -> of(service);
      case Ingress front -> of(front, context);
      default -> Optional.empty();
    };
  }

  /// How an Ingress redirects what comes through here to the same URL forever, if it does.
  Optional<HttpsRedirect> loop(Ingress ingress, RuleContext context) {
    WorkLimit.check();
    return context.world().together(resource, ingress)
            && !isTold(context.graph().nginx().settings(ingress), sendsHeader)
        ? HttpsRedirect.of(ingress, context)
        : Optional.empty();
  }

  /// Whether a controller knows the client's scheme.
  ///
  /// @param byHeader whether X-Forwarded-Proto tells it
  static boolean isTold(ControllerSettings settings, boolean byHeader) {
    return settings.bool("use-proxy-protocol") || (byHeader && settings.bool(FORWARDED_HEADERS));
  }

  /// The load balancer of a controller's Service.
  static Optional<TlsEnd> of(Service service) {
    boolean plain = service.ports().stream().anyMatch(TlsEnd::isPlainBehindTls);
    if (!service.type().is("LoadBalancer") || !isController(service) || !plain) {
      return Optional.empty();
    }
    StringMap annotations = service.meta().annotations();
    Optional<StringMap.Entry> aws = annotations.entry(CERTIFICATE);
    if (aws.isPresent()) {
      return aws(service, annotations, aws.get());
    }
    boolean passes = annotations.get(PASSTHROUGH).filter("true"::equals).isPresent();
    return CERTIFICATES.stream()
        .flatMap(name -> annotations.entry(name).stream())
        .filter(_ -> !passes)
        .map(entry -> new TlsEnd(service, entry.value().place(), balancer(service), true))
        .findFirst();
  }

  private static String balancer(Service service) {
    return "The load balancer of " + service.quoted();
  }

  /// A Network Load Balancer works on TCP, and so does a classic one without `backend-protocol`.
  private static Optional<TlsEnd> aws(
      Service service, StringMap annotations, StringMap.Entry certificate) {
    String protocol = annotations.get(AWS + "backend-protocol").orElse("tcp");
    if (protocol.equals("https") || protocol.equals("ssl")) {
      return Optional.empty();
    }
    boolean classic = annotations.get(AWS + "type").isEmpty();
    return Optional.of(
        new TlsEnd(
            service,
            certificate.value().place(),
            balancer(service),
            classic && protocol.equals("http")));
  }

  /// An Ingress of a cloud's load balancer in front of a controller's Service.
  private static Optional<TlsEnd> of(Ingress front, RuleContext context) {
    Controller controller = context.graph().controller(front);
    List<String> certificates =
        FRONTS.getOrDefault(controller.dialect().map(Dialect::id).orElse(""), List.of());
    boolean ends =
        !certificates.isEmpty()
            && (!front.tls().isEmpty()
                || certificates.stream().anyMatch(front.meta().annotations()::has));
    boolean again =
        front
            .meta()
            .annotations()
            .get("alb.ingress.kubernetes.io/backend-protocol")
            .filter("HTTPS"::equals)
            .isPresent();
    if (!ends || again) {
      return Optional.empty();
    }
    return context.graph().routesOf(front).stream()
        .filter(route -> route.service().found().filter(TlsEnd::isController).isPresent())
        .filter(route -> route.port() instanceof PortMatch.Found(var port) && !isTls(port))
        .flatMap(route -> route.backend().stream())
        .map(backend -> end(front, controller, backend))
        .findFirst();
  }

  private static TlsEnd end(Ingress front, Controller controller, Route.BackendRef backend) {
    return new TlsEnd(
        front,
        backend.service().place(),
        "The load balancer of " + front.quoted() + " (" + controller.words() + ")",
        true);
  }

  private static boolean isPlainBehindTls(Service.Port port) {
    boolean outside = port.port().is(HTTPS) || port.name().is("https");
    return outside && port.target().get().isPresent() && !isTls(port);
  }

  private static boolean isTls(Service.Port port) {
    return port.target().is(new PortRef.Name("https"))
        || port.target().is(new PortRef.Number(HTTPS));
  }
}
