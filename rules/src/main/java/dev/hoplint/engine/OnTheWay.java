package dev.hoplint.engine;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.rule.Finding;
import dev.hoplint.yaml.FieldPath;
import java.util.Optional;

/// Whether a finding is about what a request passes, and at which station.
final class OnTheWay {
  private OnTheWay() {}

  /// A finding about an object on the way concerns the request, unless it is about another rule,
  /// path or port of that object.
  static boolean concerns(Finding finding, TraceLeg.Used used) {
    return switch (finding.resource().orElse(null)) {
      case Ingress ingress -> ofIngress(ingress, finding, used);
      case Service service -> ofService(service, finding.place().path(), used);
      case Workload workload -> used.workloads().stream().anyMatch(one -> one == workload);
      case Resource _ -> true;
      case null -> false;
    };
  }

  private static boolean ofIngress(Ingress ingress, Finding finding, TraceLeg.Used used) {
    if (used.ingress().filter(one -> one == ingress).isEmpty()) {
      return false;
    }
    FieldPath place = finding.place().path();
    if (isBelow(place, ".spec.defaultBackend") || isBelow(place, ".spec.backend")) {
      return used.path().isEmpty();
    }
    if (!isBelow(place, ".spec.rules")) {
      return true;
    }
    if (used.path().isEmpty()) {
      return false;
    }
    Place own = used.path().get().place();
    String path = own.path().toString();
    int http = path.indexOf(".http");
    String rule = http < 0 ? path : path.substring(0, http);
    // YAML aliases give several paths one place.
    return isBelow(place, path)
        || isInside(finding.place(), own)
        || (isBelow(place, rule) && !isBelow(place, rule + ".http"));
  }

  private static boolean isInside(Place inner, Place outer) {
    return inner instanceof Place.InText(var source, var span, var _)
        && outer instanceof Place.InText(var other, var around, var _)
        && source == other
        && around.start() <= span.start()
        && span.end() <= around.end();
  }

  private static boolean ofService(Service service, FieldPath place, TraceLeg.Used used) {
    if (used.service().filter(one -> one == service).isEmpty()) {
      return false;
    }
    if (!isBelow(place, ".spec.ports[")) {
      return true;
    }
    Optional<String> own = used.port().map(port -> port.place().path().toString());
    return own.isEmpty() || isBelow(place, own.get());
  }

  private static boolean isBelow(FieldPath place, String prefix) {
    String text = place.toString();
    if (!text.startsWith(prefix)) {
      return false;
    }
    return text.length() == prefix.length()
        || prefix.endsWith("[")
        || text.charAt(prefix.length()) == '.'
        || text.charAt(prefix.length()) == '[';
  }

  /// The station that a finding belongs to.
  static TraceHop.Kind hop(Finding finding) {
    String place = finding.place().path().toString();
    return switch (finding.rule().family()) {
      case PATH -> place.endsWith(".host") ? TraceHop.Kind.HOST : TraceHop.Kind.PATH;
      case REDIRECT -> TraceHop.Kind.REDIRECT;
      case LIMIT -> TraceHop.Kind.LIMIT;
      case PROBE -> TraceHop.Kind.PROBE;
      case LIFECYCLE -> TraceHop.Kind.SHUTDOWN;
      case ROLLOUT -> TraceHop.Kind.PODS;
      case PORT -> TraceHop.Kind.CONTAINER;
      case NETWORK -> TraceHop.Kind.CONTAINER;
      case BACKEND -> backend(place);
      case ANNOTATION, MANIFEST -> byPlace(finding, place);
    };
  }

  private static TraceHop.Kind backend(String place) {
    if (place.contains(".selector")) {
      return TraceHop.Kind.PODS;
    }
    return place.contains(".port") ? TraceHop.Kind.PORT : TraceHop.Kind.SERVICE;
  }

  private static TraceHop.Kind byPlace(Finding finding, String place) {
    return switch (finding.resource().orElse(null)) {
      case Ingress _ ->
          place.contains("rewrite")
              ? TraceHop.Kind.REWRITE
              : place.contains("redirect") ? TraceHop.Kind.REDIRECT : TraceHop.Kind.CONTROLLER;
      case Service _ -> TraceHop.Kind.SERVICE;
      case Workload _ -> place.contains("robe") ? TraceHop.Kind.PROBE : TraceHop.Kind.CONTAINER;
      case Resource _ -> TraceHop.Kind.PODS;
      case null -> TraceHop.Kind.CONTROLLER;
    };
  }
}
