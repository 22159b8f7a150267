package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Annotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may happen to a request that reaches the backend phase, for reasons that files do not tell:
/// limits, authentication, addresses, snippets, canaries.
final class Maybes {
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "limit-connections", 503,
          "limit-rpm", 503,
          "limit-rps", 503);

  private static final Map<String, Integer> ACCESS =
      Map.of(
          "allowlist-source-range", 403,
          "auth-tls-secret", 400,
          "auth-type", 401,
          "auth-url", 401,
          "denylist-source-range", 403);

  private static final List<String> SNIPPETS = List.of("configuration-snippet", "server-snippet");

  private final Visit visit;
  private final List<Hop.Maybe> found = new ArrayList<>();

  private Maybes(Visit visit) {
    this.visit = visit;
  }

  static List<Hop.Maybe> of(Visit visit, Decision decision) {
    Maybes maybes = new Maybes(visit);
    if (decision instanceof Decision.Forward) {
      visit.annotations().ifPresent(maybes::add);
      CanaryChoice.of(visit).ifPresent(maybes.found::add);
    }
    maybes.passthrough();
    return maybes.found;
  }

  private void add(Annotations annotations) {
    LIMITS.keySet().stream()
        .sorted()
        .filter(name -> annotations.number(name).filter(limit -> limit > 0).isPresent())
        .forEach(name -> add(limitStatus(name), name));
    ACCESS.keySet().stream()
        .sorted()
        .filter(name -> annotations.text(name).filter(text -> !text.isEmpty()).isPresent())
        .forEach(name -> add(ACCESS.getOrDefault(name, 403), name));
    for (String name : SNIPPETS) {
      if (annotations.text(name).isPresent()) {
        found.add(new Hop.Maybe(Optional.empty(), named(name)));
      }
    }
  }

  private int limitStatus(String name) {
    String key =
        name.equals("limit-connections") ? "limit-conn-status-code" : "limit-req-status-code";
    return visit.settings() == null
        ? LIMITS.getOrDefault(name, 503)
        : (int) visit.settings().number(key);
  }

  private void add(int status, String name) {
    found.add(new Hop.Maybe(Optional.of(status), visit.reason(name)));
  }

  /// A snippet's text is too long for a sentence.
  private Reason named(String name) {
    Reason reason = visit.reason(name);
    return new Reason(name, reason.ingress(), reason.place(), reason.certainty());
  }

  /// Works with a flag of the controller only, and then for TLS to this very host.
  private void passthrough() {
    if (!visit.request().scheme().equals("https")) {
      return;
    }
    visit.host().ingresses().stream()
        .filter(one -> visit.model().annotations(one).isTrue("ssl-passthrough"))
        .findFirst()
        .ifPresent(
            one -> {
              boolean known = visit.model().settings(one).flag("enable-ssl-passthrough").isKnown();
              boolean on = visit.model().settings(one).flag("enable-ssl-passthrough").is(true);
              if (on || !known) {
                found.add(new Hop.Maybe(Optional.empty(), visit.reason("ssl-passthrough", one)));
              }
            });
  }
}
