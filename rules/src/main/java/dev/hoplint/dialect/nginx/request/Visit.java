package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationOrigin;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request in the location that serves it.
///
/// @param request as nginx receives it
/// @param uri the normalised path
/// @param settings of the controller; those of some Ingress of it
record Visit(
    NginxModel model,
    VirtualHosts hosts,
    VirtualHost host,
    NginxRequest request,
    String uri,
    Location location,
    @Nullable ControllerSettings settings) {

  /// The annotations that the location carries; empty for server `_`'s own location.
  Optional<Annotations> annotations() {
    return location.ingress().map(model::annotations);
  }

  /// The annotations about redirects and rewrites, which the catch-all backend does not get.
  Optional<Annotations> rewriting() {
    return location.origin() == LocationOrigin.CATCH_ALL_BACKEND ? Optional.empty() : annotations();
  }

  /// The valid value of an annotation as a reason: `name "value"`.
  Reason reason(String name) {
    return reason(name, location.ingress().orElseThrow());
  }

  Reason reason(String name, Ingress ingress) {
    return switch (model.annotations(ingress).value(name)) {
      case AnnotationValue.Valid(String text, Place place) ->
          Reason.of(name + " \"" + text + "\"", ingress, place);
      case AnnotationValue.Invalid(String text, var _, var _, Place place) ->
          Reason.of(name + " \"" + text + "\"", ingress, place);
      case AnnotationValue.Unknown(Place place) -> Reason.of(name, ingress, place);
      case AnnotationValue.Empty(Place place) -> Reason.of(name, ingress, place);
      case AnnotationValue.Absent _ -> Reason.of(name, ingress, ingress.meta().namePlace());
    };
  }

  /// A setting of the controller as a reason.
  Reason setting(String key) {
    if (settings == null) {
      return Reason.of(key);
    }
    ControllerSettings.Setting setting = settings.get(key);
    return new Reason(
        key
            + " \""
            + setting.value()
            + "\" of the controller"
            + (setting.isWritten() ? "" : " (the default)"),
        Optional.empty(),
        setting.place(),
        setting.certainty());
  }

  boolean bool(String key, boolean fallback) {
    return settings == null ? fallback : settings.bool(key);
  }

  /// The host of the request without port, as `$host` and absolute redirects have it.
  String hostName() {
    return VirtualHosts.normalized(request.host());
  }
}
