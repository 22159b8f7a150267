package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.dialect.nginx.pcre.Regex;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// `rewrite "(?i)<path>" <target> break` (T `buildProxyPass`): the path is a regex that is not
/// anchored, the target replaces the whole URI, the query is kept.
final class Rewrite {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Rewrite() {}

  /// What the rewrite makes of a request.
  sealed interface Result {}

  /// @param uri path and query for the backend
  record Uri(String uri, Reason reason) implements Result {}

  /// The request ends here.
  record Ended(Decision decision) implements Result {}

  static Result of(Visit visit) {
    Location location = visit.location();
    if (!location.needsRewrite()) {
      return new Uri(visit.request().target(), Reason.of(location.words()));
    }
    Reason reason = visit.reason("rewrite-target");
    String target = location.settings().rewriteTarget().orElse("");
    if (Pcre.parse(location.text()) instanceof Pcre.Parsed(Regex regex)) {
      return captures(regex, target, visit.uri())
          .flatMap(captures -> escaped(visit, target, captures))
          .flatMap(captures -> filled(target, captures))
          .map(path -> rewritten(visit, target, path, reason))
          .orElseGet(() -> notAnalysed(reason));
    }
    return notAnalysed(reason);
  }

  private static Result notAnalysed(Reason reason) {
    return new Ended(
        new Decision.NotAnalysed(
            new Reason(
                "what " + reason.words() + " makes of the path cannot be said",
                reason.ingress(),
                reason.place(),
                reason.certainty())));
  }

  private static Optional<List<String>> captures(Regex regex, String target, String uri) {
    return target.indexOf('$') >= 0 && !regex.hasExactCaptures()
        ? Optional.empty()
        : regex.captures(ByteText.of(uri));
  }

  private static boolean redirects(String target) {
    return target.startsWith("http://") || target.startsWith("https://");
  }

  /// In a redirect, nginx escapes captures if the request's path has escapes itself, all but the
  /// visible characters behind `%` (ngx_http_script_copy_capture_code, `NGX_UNESCAPE_REDIRECT`);
  /// empty where a question mark among them changes that midway.
  private static Optional<List<String>> escaped(Visit visit, String target, List<String> captures) {
    String sent = visit.request().target();
    if (!redirects(target) || (sent.indexOf('%') < 0 && sent.indexOf('+') < 0)) {
      return Optional.of(captures);
    }
    List<String> escaped = new ArrayList<>();
    for (String capture : captures) {
      if (capture.indexOf('?') >= 0) {
        return Optional.empty();
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < capture.length(); i++) {
        char one = capture.charAt(i);
        boolean kept = (one > '%' && one < 0x7f) || "!$".indexOf(one) >= 0;
        text.append(kept ? Character.toString(one) : "%" + HEX.toHexDigits((byte) one));
      }
      escaped.add(text.toString());
    }
    return Optional.of(escaped);
  }

  /// The target with its captures; empty where it uses other variables.
  private static Optional<String> filled(String target, List<String> captures) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < target.length()) {
      char one = target.charAt(at++);
      if (one != '$') {
        filled.append(one);
        continue;
      }
      int number = at < target.length() ? target.charAt(at++) - '0' : -1;
      if (number < 1 || number > 9) {
        return Optional.empty();
      }
      filled.append(number < captures.size() ? captures.get(number) : "");
    }
    return Optional.of(filled.toString());
  }

  private static Result rewritten(Visit visit, String target, String path, Reason reason) {
    String query = RequestUri.arguments(visit.request().target());
    if (redirects(target)) {
      return new Ended(
          new Decision.Redirect(302, Optional.of(ByteText.text(path) + query), reason));
    }
    if (path.isEmpty()) {
      return new Ended(
          new Decision.Reply(
              500,
              new Reason(
                  reason.words() + " makes an empty path",
                  reason.ingress(),
                  reason.place(),
                  reason.certainty())));
    }
    return new Uri(RequestUri.escape(ByteText.text(path)) + query, reason);
  }
}
