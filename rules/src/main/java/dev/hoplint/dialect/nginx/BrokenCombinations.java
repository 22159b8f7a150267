package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Values that are right alone and do not fit each other (nginx: ngx_http_proxy_merge_loc_conf,
/// ngx_http_proxy_redirect, ngx_http_limit_req). Values of the controller's ConfigMap count where
/// an annotation is absent.
final class BrokenCombinations {
  private static final String SIZE = "proxy-buffer-size";
  private static final String NUMBER = "proxy-buffers-number";
  private static final String BUSY = "proxy-busy-buffers-size";
  private static final String FILE = "proxy-max-temp-file-size";

  /// Protocols for which there is no proxy_pass with a fixed scheme.
  private static final Set<String> WITHOUT_DEFAULT_REDIRECT =
      Set.of("AUTO_HTTP", "GRPC", "GRPCS", "FCGI");

  private final ReadIngress read;
  private final List<ConfigFailure> found = new ArrayList<>();

  private BrokenCombinations(ReadIngress read) {
    this.read = read;
  }

  static List<ConfigFailure> of(ReadIngress read) {
    BrokenCombinations combinations = new BrokenCombinations(read);
    if (!read.annotations().isEmpty()) {
      combinations.buffers();
      combinations.redirect();
      combinations.burst();
      combinations.mirror();
    }
    return combinations.found;
  }

  /// The sizes of nginx: busy buffers hold at least one buffer and leave one free; a temporary file
  /// holds at least one.
  private void buffers() {
    Optional<Long> size = bytes(SIZE);
    Optional<Long> number = number(NUMBER);
    if (size.isEmpty() || number.isEmpty() || number.get() < 2) {
      return;
    }
    long one = size.get();
    if (one == 0) {
      add("the size 0 is no size of a buffer", Certainty.CERTAIN, SIZE);
      return;
    }
    Optional<Long> written = bytes(BUSY);
    long busy = written.orElse(2 * one);
    if (busy < one) {
      add(BUSY + " must not be less than " + SIZE, Certainty.CERTAIN, BUSY, SIZE);
    } else if (busy > (number.get() - 1) * one) {
      add(
          (written.isPresent() ? BUSY : "the default of " + BUSY + ", two buffers,")
              + " must be less than the size of all buffers minus one",
          Certainty.CERTAIN,
          BUSY,
          NUMBER,
          SIZE);
    }
    bytes(FILE)
        .filter(file -> file > 0 && file < one)
        .ifPresent(
            _ -> add(FILE + " must be 0 or not less than " + SIZE, Certainty.CERTAIN, FILE, SIZE));
  }

  private void redirect() {
    String protocol =
        read.annotations().text("backend-protocol").orElse("HTTP").toUpperCase(Locale.ROOT);
    boolean standard =
        read.annotations().text("proxy-redirect-from").filter("default"::equals).isPresent();
    if (standard && WITHOUT_DEFAULT_REDIRECT.contains(protocol)) {
      add(
          "proxy_redirect default needs a proxy_pass without variables before it",
          Certainty.CERTAIN,
          "proxy-redirect-from",
          "backend-protocol");
    }
  }

  private void burst() {
    for (String limit : List.of("limit-rps", "limit-rpm")) {
      boolean limits = read.annotations().number(limit).filter(rate -> rate > 0).isPresent();
      boolean none =
          read.annotations().number("limit-burst-multiplier").filter(one -> one < 1).isPresent();
      if (limits && none) {
        add("invalid burst value \"burst=0\"", Certainty.CERTAIN, "limit-burst-multiplier", limit);
      }
    }
  }

  /// A target without variable is resolved when the configuration is read; a short name exists in
  /// the controller's own namespace only.
  private void mirror() {
    Optional<String> target = read.annotations().text("mirror-target");
    if (target.isEmpty() || target.get().indexOf('$') >= 0) {
      return;
    }
    int scheme = target.get().indexOf("://");
    String rest = scheme < 0 ? "" : target.get().substring(scheme + 3);
    String host = rest.split("[/:?]", 2)[0];
    if (!host.isEmpty() && host.indexOf('.') < 0 && !host.equals("localhost")) {
      add("host not found in upstream \"" + host + "\"", Certainty.LIKELY, "mirror-target");
    }
  }

  private Optional<String> value(String name) {
    return read.annotations()
        .text(name)
        .or(() -> read.fallback(name))
        .filter(one -> !one.isEmpty());
  }

  private Optional<Long> number(String name) {
    return value(name).flatMap(Validator::integer);
  }

  private Optional<Long> bytes(String name) {
    return value(name).flatMap(ByteSizes::parse);
  }

  private void add(String why, Certainty certainty, String... names) {
    List<ConfigFailure.Culprit> culprits = new ArrayList<>();
    for (String name : names) {
      read.annotations()
          .entry(name)
          .ifPresent(
              entry ->
                  culprits.add(
                      new ConfigFailure.Culprit(
                          read.ingress(),
                          name + " \"" + entry.value().or("?") + "\"",
                          entry.value().place())));
    }
    if (!culprits.isEmpty()) {
      found.add(new ConfigFailure(ConfigFailure.Kind.COMBINATION, why, culprits, certainty));
    }
  }
}
