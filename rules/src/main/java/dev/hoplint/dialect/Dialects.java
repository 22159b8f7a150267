package dev.hoplint.dialect;

import static dev.hoplint.dialect.Profile.Answer.read;
import static dev.hoplint.dialect.Profile.Answer.remembered;
import static dev.hoplint.outcome.Defect.BODY_TOO_LARGE;
import static dev.hoplint.outcome.Defect.CONNECT_TIMEOUT;
import static dev.hoplint.outcome.Defect.NO_ENDPOINTS;
import static dev.hoplint.outcome.Defect.NO_ROUTE;
import static dev.hoplint.outcome.Defect.PORT_NOT_ON_SERVICE;
import static dev.hoplint.outcome.Defect.REFUSED;
import static dev.hoplint.outcome.Defect.SERVICE_MISSING;
import static dev.hoplint.outcome.Defect.SLOW_RESPONSE;
import static dev.hoplint.outcome.Defect.TLS_TO_PLAINTEXT;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The known controllers, sorted by id. Status codes: read in each controller's source unless
/// marked `remembered`.
public final class Dialects {
  /// AWS Load Balancer Controller (ALB answers; a missing Service becomes a fixed 503).
  public static final Dialect AWS_ALB =
      Dialect.of(
              "aws-alb",
              List.of("ingress.k8s.aws/alb", "eks.amazonaws.com/alb"),
              List.of("alb"),
              List.of("alb.ingress.kubernetes.io/"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, read(503),
                  PORT_NOT_ON_SERVICE, remembered(503),
                  NO_ENDPOINTS, remembered(503),
                  REFUSED, remembered(502),
                  CONNECT_TIMEOUT, remembered(504),
                  SLOW_RESPONSE, remembered(504),
                  TLS_TO_PLAINTEXT, remembered(502)));

  /// Cilium's Ingress (Envoy).
  static final Dialect CILIUM =
      Dialect.of(
              "cilium",
              List.of("cilium.io/ingress-controller"),
              List.of("cilium"),
              List.of("ingress.cilium.io/"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, remembered(503),
                  PORT_NOT_ON_SERVICE, remembered(503),
                  NO_ENDPOINTS, remembered(503),
                  REFUSED, remembered(503),
                  CONNECT_TIMEOUT, remembered(503),
                  SLOW_RESPONSE, remembered(504),
                  TLS_TO_PLAINTEXT, remembered(503)));

  /// Contour (Envoy; an Ingress path whose Service is missing is dropped).
  static final Dialect CONTOUR =
      Dialect.of(
              "contour",
              List.of("projectcontour.io/ingress-controller"),
              List.of("contour"),
              List.of("projectcontour.io/"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, read(404),
                  PORT_NOT_ON_SERVICE, remembered(404),
                  NO_ENDPOINTS, read(503),
                  REFUSED, remembered(503),
                  CONNECT_TIMEOUT, remembered(503),
                  SLOW_RESPONSE, remembered(504),
                  TLS_TO_PLAINTEXT, remembered(503)));

  /// F5 NGINX Ingress Controller.
  public static final Dialect F5_NGINX =
      Dialect.of(
              "f5-nginx",
              List.of("nginx.org/ingress-controller"),
              List.of(),
              List.of("nginx.org/", "nginx.com/"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, read(502),
                  PORT_NOT_ON_SERVICE, read(502),
                  NO_ENDPOINTS, read(502),
                  REFUSED, read(502),
                  CONNECT_TIMEOUT, read(504),
                  SLOW_RESPONSE, read(504),
                  TLS_TO_PLAINTEXT, read(502),
                  BODY_TOO_LARGE, read(413)));

  /// GKE Ingress (Google's load balancer; a bad reference stops the sync, the old state stays).
  public static final Dialect GCE =
      Dialect.of(
              "gce",
              List.of("k8s.io/ingress-gce"),
              List.of("gce", "gce-internal"),
              List.of("networking.gke.io/", "kubernetes.io/ingress.global-static-ip-name"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, remembered(404),
                  PORT_NOT_ON_SERVICE, remembered(404),
                  NO_ENDPOINTS, remembered(502, 503),
                  REFUSED, remembered(502),
                  CONNECT_TIMEOUT, remembered(502, 504),
                  SLOW_RESPONSE, remembered(502, 504),
                  TLS_TO_PLAINTEXT, remembered(502)));

  /// HAProxy Technologies' kubernetes-ingress (a broken path falls to the default backend).
  static final Dialect HAPROXY =
      Dialect.of(
              "haproxy",
              List.of("haproxy.org/ingress-controller/haproxy", "haproxy.org/ingress-controller"),
              List.of("haproxy"),
              List.of("haproxy.org/"))
          .answering(
              Map.of(
                  NO_ROUTE, remembered(404),
                  SERVICE_MISSING, remembered(404),
                  PORT_NOT_ON_SERVICE, remembered(404),
                  NO_ENDPOINTS, remembered(503),
                  REFUSED, remembered(502, 503),
                  CONNECT_TIMEOUT, remembered(503),
                  SLOW_RESPONSE, read(504),
                  TLS_TO_PLAINTEXT, remembered(503)));

  /// kubernetes/ingress-nginx.
  public static final Dialect INGRESS_NGINX =
      Dialect.of(
              "ingress-nginx",
              List.of("k8s.io/ingress-nginx"),
              List.of("nginx"),
              List.of("nginx.ingress.kubernetes.io/"))
          .acceptingTargetPort()
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, read(503),
                  PORT_NOT_ON_SERVICE, read(503),
                  NO_ENDPOINTS, read(503),
                  REFUSED, read(502),
                  CONNECT_TIMEOUT, read(504),
                  SLOW_RESPONSE, read(504),
                  TLS_TO_PLAINTEXT, read(502),
                  BODY_TOO_LARGE, read(413)));

  /// Istio's Ingress support (Envoy).
  static final Dialect ISTIO =
      Dialect.of("istio", List.of("istio.io/ingress-controller"), List.of("istio"), List.of())
          .answering(
              Map.of(
                  NO_ROUTE, remembered(404),
                  SERVICE_MISSING, remembered(503),
                  PORT_NOT_ON_SERVICE, remembered(503),
                  NO_ENDPOINTS, remembered(503),
                  REFUSED, remembered(503),
                  CONNECT_TIMEOUT, remembered(503),
                  TLS_TO_PLAINTEXT, remembered(503)));

  /// Kong Ingress Controller.
  static final Dialect KONG =
      Dialect.of(
              "kong",
              List.of("ingress-controllers.konghq.com/kong"),
              List.of("kong"),
              List.of("konghq.com/"))
          .answering(
              Map.of(
                  NO_ROUTE, remembered(404),
                  SERVICE_MISSING, remembered(503),
                  PORT_NOT_ON_SERVICE, remembered(503),
                  NO_ENDPOINTS, remembered(503),
                  REFUSED, remembered(502),
                  CONNECT_TIMEOUT, remembered(504),
                  SLOW_RESPONSE, remembered(504),
                  TLS_TO_PLAINTEXT, remembered(502)));

  /// Traefik's standard Ingress provider (routers of broken backends are skipped; a chart default
  /// turns "no endpoints" from 404 into 503).
  static final Dialect TRAEFIK =
      Dialect.of(
              "traefik",
              List.of("traefik.io/ingress-controller"),
              List.of("traefik", "traefik-internal", "traefik-external"),
              List.of("traefik.ingress.kubernetes.io/"))
          .answering(
              Map.of(
                  NO_ROUTE, read(404),
                  SERVICE_MISSING, read(404),
                  PORT_NOT_ON_SERVICE, read(404),
                  NO_ENDPOINTS, read(404, 503),
                  REFUSED, read(502),
                  CONNECT_TIMEOUT, read(504),
                  TLS_TO_PLAINTEXT, read(500)));

  private static final List<Dialect> ALL =
      List.of(
          AWS_ALB, CILIUM, CONTOUR, F5_NGINX, GCE, HAPROXY, INGRESS_NGINX, ISTIO, KONG, TRAEFIK);

  private Dialects() {}

  public static List<Dialect> all() {
    return ALL;
  }

  public static Optional<Dialect> byId(String id) {
    return ALL.stream().filter(dialect -> dialect.id().equals(id)).findFirst();
  }

  /// The controller that registers a value of `IngressClass.spec.controller`.
  static Optional<Dialect> byController(String controller) {
    return ALL.stream().filter(one -> one.controllers().contains(controller)).findFirst();
  }

  static Optional<Dialect> byClassName(String name) {
    return ALL.stream().filter(one -> one.classNames().contains(name)).findFirst();
  }
}
