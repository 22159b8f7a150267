package dev.hoplint.dialect.nginx;

import com.google.re2j.Pattern;
import dev.hoplint.outcome.Certainty;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What is wrong with values that pass their validator: found by the code that reads them, by the
/// template that renders them, or by nginx that loads them. One value alone; what several values
/// break together is not here.
///
/// Sources: the parser of each annotation (internal/ingress/annotations), `isValidByteSize` of
/// internal/ingress/controller/template/template.go, nginx 1.27.1.
final class AnnotationFaults {
  /// @param why the rest of a sentence about the value
  /// @param certainty less than certain where configuration that is not in sight may mend it
  record Fault(AnnotationOutcome outcome, String why, Certainty certainty) {
    Fault(AnnotationOutcome outcome, String why) {
      this(outcome, why, Certainty.CERTAIN);
    }
  }

  private static final Pattern OFFSET = Pattern.compile("^[0-9]+[kKmMgG]?$");
  private static final Pattern SIZE = Pattern.compile("^[0-9]+[kKmM]?$");
  private static final Pattern STATUS = Pattern.compile("^[0-9]{3}$");
  private static final Pattern DURATION = Pattern.compile("^[0-9]+(ms|s|m|h|d|w|M|y)$");
  private static final long MOST_CONNECTIONS = 65_535;

  private static final Map<String, Function<String, Optional<Fault>>> CHECKS = checks();

  private AnnotationFaults() {}

  /// @param value trimmed, as it is used
  static Optional<Fault> of(String name, String value) {
    return CHECKS.getOrDefault(name, _ -> Optional.empty()).apply(value);
  }

  private static Map<String, Function<String, Optional<Fault>>> checks() {
    Map<String, Function<String, Optional<Fault>>> all = new HashMap<>();
    all.put("app-root", AnnotationFaults::appRoot);
    all.put("auth-cache-duration", AnnotationFaults::cacheDuration);
    all.put(
        "auth-secret-type",
        value ->
            unless(
                Set.of("auth-file", "auth-map").contains(value),
                AnnotationOutcome.DENY503,
                "is neither auth-file nor auth-map"));
    all.put("auth-tls-secret", value -> namespaced(value, AnnotationOutcome.DENY403));
    all.put("proxy-ssl-secret", value -> namespaced(value, AnnotationOutcome.DENY503));
    all.put("custom-headers", value -> namespaced(value, AnnotationOutcome.DENY503));
    all.put("auth-proxy-set-headers", value -> namespaced(value, AnnotationOutcome.DENY503));
    all.put("auth-url", AnnotationFaults::authUrl);
    all.put(
        "temporal-redirect",
        value ->
            unless(
                value.toLowerCase(Locale.ROOT).matches("https?[a-z0-9.+-]*:.*"),
                AnnotationOutcome.GROUP_OFF,
                "does not start with http:// or https://"));
    all.put("proxy-body-size", value -> rendered(OFFSET, value));
    all.put("client-body-buffer-size", value -> rendered(SIZE, value));
    for (String name :
        List.of("proxy-buffer-size", "proxy-busy-buffers-size", "proxy-max-temp-file-size")) {
      all.put(name, AnnotationFaults::size);
    }
    for (String name :
        List.of(
            "proxy-connect-timeout",
            "proxy-read-timeout",
            "proxy-send-timeout",
            "proxy-next-upstream-timeout",
            "proxy-next-upstream-tries")) {
      all.put(name, value -> breaksBelow(value, 0));
    }
    all.put("proxy-buffers-number", value -> breaksBelow(value, 2));
    all.put(
        "limit-connections",
        value ->
            unless(
                number(value) <= MOST_CONNECTIONS,
                AnnotationOutcome.NGINX_T_FAIL,
                "is more than " + MOST_CONNECTIONS));
    all.put(
        "custom-http-errors",
        value ->
            unless(
                !List.of(value.replace(" ", "").split(",", -1)).contains("499"),
                AnnotationOutcome.NGINX_T_FAIL,
                "has the code 499, which nginx keeps for itself"));
    all.put(
        "proxy-cookie-path",
        value ->
            unless(
                value.equals("off") || value.split("\\s+", -1).length == 2,
                AnnotationOutcome.NGINX_T_FAIL,
                "is neither off nor two words"));
    for (String name : List.of("rewrite-target", "upstream-vhost", "auth-cache-key")) {
      all.put(name, AnnotationFaults::variables);
    }
    return Map.copyOf(all);
  }

  private static Optional<Fault> unless(boolean fine, AnnotationOutcome outcome, String why) {
    return fine ? Optional.empty() : Optional.of(new Fault(outcome, why));
  }

  /// `url.ParseRequestURI` takes a path or an absolute URL; the latter is then ignored.
  private static Optional<Fault> appRoot(String value) {
    return value.startsWith("/")
        ? variables(value)
        : Optional.of(
            new Fault(AnnotationOutcome.DEFAULT, "is not a path that starts with a slash"));
  }

  private static Optional<Fault> cacheDuration(String value) {
    for (String one : value.split(",", -1)) {
      if (!one.isBlank() && !isCacheDuration(one.strip())) {
        return Optional.of(
            new Fault(
                AnnotationOutcome.DENY503,
                "is not a list of status codes, each list followed by a duration"));
      }
    }
    return Optional.empty();
  }

  private static boolean isCacheDuration(String text) {
    boolean seen = false;
    for (String word : text.split(" ", -1)) {
      if (STATUS.matcher(word).find() && seen) {
        return false;
      }
      seen |= DURATION.matcher(word).find();
    }
    return seen;
  }

  private static Optional<Fault> namespaced(String value, AnnotationOutcome outcome) {
    String[] parts = value.split("/", -1);
    return unless(
        parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty(),
        outcome,
        "is not namespace/name");
  }

  private static Optional<Fault> authUrl(String value) {
    int scheme = value.indexOf("://");
    String host = scheme < 0 ? "" : value.substring(scheme + 3).split("[/?]", 2)[0];
    if (scheme < 1) {
      return Optional.of(new Fault(AnnotationOutcome.DENY503, "has no scheme"));
    }
    if (host.isEmpty() || host.contains("..")) {
      return Optional.of(new Fault(AnnotationOutcome.DENY503, "has no usable host"));
    }
    return variables(value);
  }

  private static Optional<Fault> rendered(Pattern form, String value) {
    return unless(
        form.matcher(value).find(),
        AnnotationOutcome.DEFAULT,
        "passes the controller's check but is not rendered");
  }

  private static Optional<Fault> size(String value) {
    return unless(
        SIZE.matcher(value).find(),
        AnnotationOutcome.NGINX_T_FAIL,
        "is not a size that nginx takes there (digits, then k or m)");
  }

  private static Optional<Fault> breaksBelow(String value, long least) {
    return unless(number(value) >= least, AnnotationOutcome.NGINX_T_FAIL, "is less than " + least);
  }

  private static long number(String value) {
    return Validator.integer(value).orElse(0L);
  }

  private static Optional<Fault> variables(String value) {
    return AnnotationVariables.problem(value)
        .map(
            why ->
                new Fault(
                    AnnotationOutcome.NGINX_T_FAIL,
                    why,
                    AnnotationVariables.isOnlyUnknown(value)
                        ? Certainty.LIKELY
                        : Certainty.CERTAIN));
  }
}
