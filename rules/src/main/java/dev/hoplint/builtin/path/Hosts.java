package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.RuleContext;
import java.util.List;

/// Hosts and paths in messages, and how sure it is that Ingresses share them.
final class Hosts {
  private Hosts() {}

  /// `host "shop.example"`, or `every host`.
  static String words(Ingress.Rule rule) {
    String host = rule.host().or("");
    return host.isEmpty() ? "every host" : "host \"" + host + "\"";
  }

  static String request(VirtualHost host, String uri) {
    String scheme = host.tlsFrom().isPresent() ? "https" : "http";
    return "GET " + scheme + "://" + (host.isCatchAll() ? "*" : host.name()) + uri;
  }

  /// Where a path is edited: its text, else the entry that has none.
  static Place place(Ingress.Path path) {
    return path.path().isAbsent() ? path.place() : path.path().place();
  }

  /// ` in namespace "web"`, where that is another one.
  static String namespace(Ingress of, Ingress from) {
    return of.namespace().equals(from.namespace())
        ? ""
        : " in namespace \"" + of.namespace() + "\"";
  }

  /// Whether two definitions are of one object, so that only one of them exists.
  static boolean areAlternatives(Ingress one, Ingress other) {
    return one != other && one.ref().isSameObject(other.ref());
  }

  /// How sure it is that two Ingresses are deployed together.
  static Certainty together(Ingress one, Ingress other, RuleContext context) {
    return one == other || context.world().certainlyTogether(one, other)
        ? Certainty.CERTAIN
        : Certainty.POSSIBLE;
  }

  /// How sure it is that an Ingress is deployed together with one of several.
  static Certainty together(Ingress one, List<Ingress> others, RuleContext context) {
    boolean sure =
        others.stream().anyMatch(other -> together(one, other, context) == Certainty.CERTAIN);
    return sure ? Certainty.CERTAIN : Certainty.POSSIBLE;
  }
}
