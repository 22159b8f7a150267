package dev.hoplint.engine;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.yaml.FieldPath;
import java.util.Optional;

/// Whether a finding is about what a request passes, and at which station.
public final class OnTheWay {
  private OnTheWay() {}

  /// Whether the finding is about what the request passes, or names it as the other end.
  static boolean concerns(Finding finding, TraceLeg.Used used) {
    return stands(finding, used)
        || finding.related().stream().anyMatch(one -> isPassed(one.resource(), one.place(), used));
  }

  /// Whether the finding stands at what the request passes, and not at another rule, path or port
  /// of the same object. What stands at an object beside the way (an autoscaler, a budget) counts.
  static boolean stands(Finding finding, TraceLeg.Used used) {
    return finding
        .resource()
        .filter(resource -> isPassed(resource, finding.place(), used))
        .isPresent();
  }

  private static boolean isPassed(Resource resource, Place place, TraceLeg.Used used) {
    return switch (resource) {
      case Ingress ingress -> ofIngress(ingress, place, used);
      case Service service -> ofService(service, place.path(), used);
      case Workload workload -> used.workloads().stream().anyMatch(one -> one == workload);
      case Resource _ -> true;
    };
  }

  private static boolean ofIngress(Ingress ingress, Place at, TraceLeg.Used used) {
    if (used.ingress().filter(one -> one == ingress).isEmpty()) {
      return false;
    }
    FieldPath place = at.path();
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
        || isInside(at, own)
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

  /// The station that a rule looks at, most of the time.
  public static TraceHop.Kind hop(RuleMeta rule) {
    return switch (rule.family()) {
      case MANIFEST, ANNOTATION -> TraceHop.Kind.CONTROLLER;
      case PATH -> TraceHop.Kind.PATH;
      case REDIRECT -> TraceHop.Kind.REDIRECT;
      case LIMIT -> TraceHop.Kind.LIMIT;
      case BACKEND -> TraceHop.Kind.SERVICE;
      case PORT, NETWORK -> TraceHop.Kind.CONTAINER;
      case ROLLOUT -> TraceHop.Kind.PODS;
      case PROBE -> TraceHop.Kind.PROBE;
      case LIFECYCLE -> TraceHop.Kind.SHUTDOWN;
    };
  }

  /// The station that a finding belongs to.
  public static TraceHop.Kind hop(Finding finding) {
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
      case BACKEND ->
          finding.resource().orElse(null) instanceof Workload ? TraceHop.Kind.PODS : backend(place);
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
