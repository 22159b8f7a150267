package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Annotations that speak for a whole host and contradict another Ingress, or another host.
///
/// Sources: `createServers`, `getBackendServers` of internal/ingress/controller/controller.go
/// (first wins), `BuildRedirects` of pkg/util/ingress/ingress.go (left out where the host exists).
final class HostConflicts {
  private static final String WWW = "from-to-www-redirect";

  /// One true is enough.
  private static final List<String> SWITCHES = List.of(WWW, "ssl-passthrough");

  /// A host has one.
  private static final List<String> VALUES = List.of("app-root", "server-alias");

  private HostConflicts() {}

  static List<Finding> of(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    for (String name : SWITCHES) {
      if (subject.annotations().value(name) instanceof AnnotationValue.Valid own
          && subject.annotations().bool(name).filter(on -> !on).isPresent()) {
        switchedOn(subject, name, own).ifPresent(findings::add);
      }
    }
    for (String name : VALUES) {
      if (subject.annotations().value(name) instanceof AnnotationValue.Valid own) {
        otherValue(subject, name, own).ifPresent(findings::add);
      }
    }
    if (subject.annotations().value(WWW) instanceof AnnotationValue.Valid own
        && subject.annotations().isTrue(WWW)) {
      otherName(subject, own).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<AnnotationValue.Valid> value(
      Subject subject, Ingress other, String name) {
    return subject.context().graph().nginx().annotations(other).value(name)
            instanceof AnnotationValue.Valid found
        ? Optional.of(found)
        : Optional.empty();
  }

  private static Optional<Finding> switchedOn(
      Subject subject, String name, AnnotationValue.Valid own) {
    for (VirtualHost host : subject.namedHosts()) {
      for (Ingress other : host.ingresses()) {
        boolean on = subject.context().graph().nginx().annotations(other).isTrue(name);
        if (!subject.is(other) && on) {
          String message =
              subject.quoted(name, own.text())
                  + " has no effect: "
                  + other.quoted()
                  + " says \"true\" for host \""
                  + host.name()
                  + "\"";
          return value(subject, other, name)
              .map(wins -> finding(subject, own, message, other, wins.place()));
        }
      }
    }
    return Optional.empty();
  }

  /// At the Ingress that loses where both are created in one second.
  private static Optional<Finding> otherValue(
      Subject subject, String name, AnnotationValue.Valid own) {
    for (VirtualHost host : subject.namedHosts()) {
      for (Ingress other : host.ingresses()) {
        if (subject.is(other)) {
          break;
        }
        Optional<AnnotationValue.Valid> wins =
            value(subject, other, name).filter(found -> !found.text().equals(own.text()));
        if (wins.isPresent()) {
          String message =
              subject.quoted(name, own.text())
                  + " and "
                  + name
                  + " \""
                  + wins.get().text()
                  + "\" of "
                  + other.quoted()
                  + " are for the same host \""
                  + host.name()
                  + "\", which takes only one";
          return Optional.of(finding(subject, own, message, other, wins.get().place()));
        }
      }
    }
    return Optional.empty();
  }

  /// The redirect between `shop.example` and `www.shop.example` is left out where both are hosts.
  private static Optional<Finding> otherName(Subject subject, AnnotationValue.Valid own) {
    for (VirtualHost host : subject.namedHosts()) {
      String name = host.name();
      String otherName = name.startsWith("www.") ? name.substring(4) : "www." + name;
      Optional<VirtualHost> there = subject.hosts().get(otherName).filter(VirtualHost::exists);
      if (there.isPresent() && !name.startsWith("*.")) {
        List<Ingress> owners = there.get().ingresses();
        Ingress other =
            owners.stream().anyMatch(subject::is) ? subject.ingress() : owners.getFirst();
        String message =
            subject.quoted(WWW, own.text())
                + " does not redirect between \""
                + name
                + "\" and \""
                + otherName
                + "\": host \""
                + otherName
                + "\" is served by "
                + (subject.is(other) ? "the same Ingress" : other.quoted());
        return Optional.of(finding(subject, own, message, other, placeOf(other, otherName)));
      }
    }
    return Optional.empty();
  }

  private static Place placeOf(Ingress ingress, String host) {
    return ingress.rules().stream()
        .filter(rule -> rule.host().is(host))
        .map(rule -> rule.host().place())
        .findFirst()
        .orElse(ingress.meta().namePlace());
  }

  private static Finding finding(
      Subject subject, AnnotationValue.Valid own, String message, Ingress other, Place place) {
    return subject
        .effect(RedirectConflict.META, own.place(), message, "another redirect than written")
        .atMost(subject.with(other))
        .help("say it once for the host")
        .related("the other one", other, place)
        .target(other.ref().toString());
  }
}
