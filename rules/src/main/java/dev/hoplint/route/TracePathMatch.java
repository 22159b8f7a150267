package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.resource.Ingress;
import java.util.Optional;

/// Whether a path of an Ingress covers a request's path, for controllers that are no ingress-nginx.
///
/// Exact and Prefix mean what networking.k8s.io/v1 says: Prefix goes element by element and ignores
/// a slash at the end. Traefik (without `strictPrefixMatching`) and F5 NGINX compare text instead.
/// ImplementationSpecific is each controller's own.
enum TracePathMatch {
  YES,
  NO,
  /// The path is a pattern that is not evaluated here.
  UNSURE;

  /// What ImplementationSpecific means.
  private enum Own {
    ELEMENTS,
    TEXT,
    /// `*` and `?` are wildcards, everything else is exact.
    GLOB,
    PATTERN
  }

  static TracePathMatch of(Ingress.Path path, String request, Controller controller) {
    if (path.path().isUnknown() || path.pathType().isUnknown()) {
      return UNSURE;
    }
    String text = path.path().or("/");
    return switch (path.pathType().or("ImplementationSpecific")) {
      case "Exact" -> yes(text.equals(request));
      case "Prefix" ->
          yes(isTextual(controller) ? request.startsWith(text) : covers(text, request));
      default -> own(text, request, controller);
    };
  }

  private static TracePathMatch yes(boolean matches) {
    return matches ? YES : NO;
  }

  private static boolean isTextual(Controller controller) {
    String id = controller.dialect().map(Dialect::id).orElse("");
    return id.equals("traefik") || id.equals("f5-nginx");
  }

  static boolean covers(String prefix, String request) {
    String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return request.equals(bare) || request.startsWith(bare + "/");
  }

  private static TracePathMatch own(String text, String request, Controller controller) {
    Own own =
        switch (controller.dialect().map(Dialect::id).orElse("")) {
          case "gce", "aws-alb" -> Own.GLOB;
          case "f5-nginx", "haproxy" -> Own.TEXT;
          case "cilium" -> Own.PATTERN;
          default -> Own.ELEMENTS;
        };
    boolean plain = text.chars().noneMatch(c -> "*?()[]{}|+$^\\~".indexOf(c) >= 0);
    if (own == Own.GLOB) {
      return glob(text, request, plain);
    }
    if (!plain) {
      return UNSURE;
    }
    return switch (own) {
      case ELEMENTS -> yes(covers(text, request));
      case TEXT -> yes(request.startsWith(text));
      case PATTERN -> yes(text.equals(request));
      case GLOB -> UNSURE;
    };
  }

  private static TracePathMatch glob(String text, String request, boolean plain) {
    if (plain) {
      return yes(text.equals(request));
    }
    int star = text.indexOf('*');
    boolean onlyAtEnd =
        star == text.length() - 1 && text.chars().noneMatch(c -> "?()[]{}|+$^\\~".indexOf(c) >= 0);
    if (!onlyAtEnd) {
      return UNSURE;
    }
    String before = text.substring(0, star);
    return yes(request.startsWith(before));
  }

  /// The text that counts when the longest path wins.
  static int length(Ingress.Path path) {
    String text = path.path().or("/");
    return text.length() > 1 && text.endsWith("/") ? text.length() - 1 : text.length();
  }

  static boolean isExact(Ingress.Path path) {
    return path.pathType().is("Exact");
  }

  /// `Prefix /cart`, for messages.
  static String words(Ingress.Path path) {
    Optional<String> type = path.pathType().get();
    return type.orElse("path") + " " + path.path().or("/");
  }
}
