package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom clients shall trust: what all replicas agree on, kept in one Secret.
///
/// An authority goes through three stages: `next` is trusted and signs nothing yet, `current`
/// signs, `previous` is trusted until it ends, so that no leaf outlives the trust in it. Its key is
/// gone by then.
///
/// @param previous the youngest first
record Authorities(Authority current, Optional<Authority> next, List<X509Certificate> previous) {
  private static final String CURRENT = "ca";
  private static final String NEXT = "next";
  private static final String PREVIOUS = "previous.crt";

  /// More than these only come from clocks that jump about.
  private static final int MOST_PREVIOUS = 8;

  Authorities {
    previous = List.copyOf(previous.subList(0, Math.min(previous.size(), MOST_PREVIOUS)));
  }

  static Authorities first(Instant now, Duration life) {
    return new Authorities(Authority.mint(now, life), Optional.empty(), List.of());
  }

  /// What has to hold now, going one stage further where it is time. The same object where nothing
  /// has to change.
  ///
  /// @param nextIsKnown whether clients had the time to learn of [#next]
  Authorities at(Instant now, Duration life, boolean nextIsKnown) {
    List<X509Certificate> alive =
        previous.stream().filter(one -> now.isBefore(Validity.of(one).notAfter())).toList();
    Optional<Authority> good = next.filter(one -> one.isValidAt(now));
    if (!current.isValidAt(now)) {
      // Nobody takes its leaves any more: there is nothing to wait for.
      return successor(good.orElseGet(() -> Authority.mint(now, life)), alive, now);
    }
    if (good.isPresent() && nextIsKnown) {
      return successor(good.get(), alive, now);
    }
    if (good.isEmpty() && Validity.of(current.certificate()).isDue(now)) {
      return new Authorities(current, Optional.of(Authority.mint(now, life)), alive);
    }
    boolean same = alive.size() == previous.size() && good.isPresent() == next.isPresent();
    return same ? this : new Authorities(current, good, alive);
  }

  private Authorities successor(Authority successor, List<X509Certificate> alive, Instant now) {
    List<X509Certificate> old = new ArrayList<>();
    if (now.isBefore(Validity.of(current.certificate()).notAfter())) {
      old.add(current.certificate());
    }
    old.addAll(alive);
    return new Authorities(successor, Optional.empty(), old);
  }

  /// All that are trusted, as base64 of PEM: a `caBundle`.
  String bundle() {
    List<X509Certificate> all = new ArrayList<>();
    all.add(current.certificate());
    next.map(Authority::certificate).ifPresent(all::add);
    all.addAll(previous);
    return base64(Pem.text(all));
  }

  /// As the `data` of a Secret; keys that are not in use are missing.
  Map<String, String> data() {
    Map<String, String> data = new HashMap<>();
    put(data, CURRENT, current);
    next.ifPresent(authority -> put(data, NEXT, authority));
    if (!previous.isEmpty()) {
      data.put(PREVIOUS, base64(Pem.text(previous)));
    }
    return data;
  }

  /// The keys that [#data] may have.
  static List<String> keys() {
    return List.of(CURRENT + ".crt", CURRENT + ".key", NEXT + ".crt", NEXT + ".key", PREVIOUS);
  }

  /// Reads the `data` of a Secret; empty where it holds no authority yet.
  ///
  /// @throws BadMaterial if it holds something else
  static Optional<Authorities> of(Map<String, String> data) {
    if (keys().stream().noneMatch(key -> data.containsKey(key))) {
      return Optional.empty();
    }
    Authority current =
        authority(data, CURRENT)
            .orElseThrow(() -> new BadMaterial("it has no " + CURRENT + ".crt"));
    String previous = decoded(data, PREVIOUS).orElse("");
    return Optional.of(
        new Authorities(
            current,
            authority(data, NEXT),
            previous.isEmpty() ? List.of() : Pem.certificates(previous)));
  }

  private static void put(Map<String, String> data, String name, Authority authority) {
    data.put(name + ".crt", base64(Pem.text(List.of(authority.certificate()))));
    data.put(name + ".key", base64(Pem.text(authority.key())));
  }

  private static Optional<Authority> authority(Map<String, String> data, String name) {
    Optional<String> certificate = decoded(data, name + ".crt");
    Optional<String> key = decoded(data, name + ".key");
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Authority authority =
        new Authority(Pem.key(key.get()), Pem.certificates(certificate.get()).getFirst());
    Material.requireMatch(authority.key(), authority.certificate());
    return Optional.of(authority);
  }

  private static Optional<String> decoded(Map<String, String> data, String key) {
    try {
      return Optional.ofNullable(data.get(key))
          .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
          .filter(text -> !text.isBlank());
    } catch (IllegalArgumentException e) {
      throw new BadMaterial("its " + key + " is not base64", e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
