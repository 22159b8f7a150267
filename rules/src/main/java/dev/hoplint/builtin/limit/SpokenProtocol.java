package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.builtin.limit.Speech.Language;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import java.util.Locale;
import java.util.Optional;

/// What the proxy speaks to the backends of an Ingress.
///
/// @param protocol in upper case, as `backend-protocol` names it
/// @param place the annotation's value; empty where the default applies
record SpokenProtocol(String protocol, Optional<Place> place) {
  static final String NAME = "backend-protocol";

  /// Empty where a placeholder or a snippet decides.
  static Optional<SpokenProtocol> of(ServedIngress served) {
    boolean snippets =
        served.annotations().has("configuration-snippet")
            || served.annotations().has("server-snippet");
    return snippets
        ? Optional.empty()
        : switch (served.annotations().value(NAME)) {
          case AnnotationValue.Valid(String text, Place place) ->
              Optional.of(new SpokenProtocol(text.toUpperCase(Locale.ROOT), Optional.of(place)));
          case AnnotationValue.Invalid _, AnnotationValue.Empty _, AnnotationValue.Absent _ ->
              Optional.of(new SpokenProtocol("HTTP", Optional.empty()));
          case AnnotationValue.Unknown _ -> Optional.empty();
        };
  }

  String words() {
    return switch (protocol) {
      case "HTTPS" -> "HTTPS";
      case "GRPC" -> "gRPC";
      case "GRPCS" -> "gRPC over TLS";
      case "FCGI" -> "FastCGI";
      default -> "plain HTTP";
    };
  }

  /// How sure it is that both do not understand each other; empty where they may.
  Optional<Certainty> clash(Speech speech) {
    Certainty most = speech.isDeclared() ? Certainty.CERTAIN : Certainty.LIKELY;
    Language language = speech.language();
    if (language == Language.HTTP && speech.isNumber()) {
      // TLS on 8080 is as usual as plain HTTP there.
      return Optional.empty();
    }
    // One port may serve HTTP/1 and gRPC together (cmux, Connect): a gRPC probe, a name or a number
    // says only that gRPC is among it.
    boolean mixed =
        !speech.words().startsWith("appProtocol") && !(speech.isDeclared() && place.isPresent());
    return switch (protocol) {
      case "HTTP" ->
          switch (language) {
            case HTTP -> Optional.empty();
            case TLS, FASTCGI -> Optional.of(most);
            case GRPC -> Optional.of(mixed ? most.atMost(Certainty.LIKELY) : most);
          };
      case "HTTPS" -> language == Language.TLS ? Optional.empty() : Optional.of(most);
      case "GRPC" ->
          switch (language) {
            case TLS -> Optional.of(most);
            case FASTCGI -> Optional.of(Certainty.LIKELY);
            case HTTP ->
                speech.words().startsWith("appProtocol")
                    ? Optional.of(Certainty.LIKELY)
                    : Optional.empty();
            case GRPC -> Optional.empty();
          };
      case "GRPCS" -> language == Language.TLS ? Optional.empty() : Optional.of(most);
      case "FCGI" -> language == Language.FASTCGI ? Optional.empty() : Optional.of(most);
      default -> Optional.empty();
    };
  }
}
