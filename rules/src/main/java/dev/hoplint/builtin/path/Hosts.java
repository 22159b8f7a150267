package dev.hoplint.builtin.path;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;

/// Hosts and paths in messages.
final class Hosts {
  private Hosts() {}

  /// `host "shop.example"`, or `every host`.
  static String words(Ingress.Rule rule) {
    return words(rule.host().or(""));
  }

  static String words(String host) {
    return host.isEmpty() ? "every host" : "host \"" + host + "\"";
  }

  /// Whether two definitions are of one object, so that only one of them exists.
  static boolean areAlternatives(Ingress one, Ingress other) {
    return one != other && one.ref().isSameObject(other.ref());
  }

  /// Where a path is edited: its text, else the entry that has none.
  static Place place(Ingress.Path path) {
    return path.path().isAbsent() ? path.place() : path.path().place();
  }
}
