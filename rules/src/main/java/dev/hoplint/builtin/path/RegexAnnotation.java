package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.StringMap;
import dev.hoplint.rule.RuleContext;
import java.util.Optional;

/// The annotation by which an Ingress makes its hosts regex hosts.
record RegexAnnotation(Ingress ingress, String name, Place place) {
  /// @param ingress one that has such an annotation
  static RegexAnnotation of(Ingress ingress, RuleContext context) {
    Annotations annotations = context.graph().nginx().annotations(ingress);
    String name = annotations.has("rewrite-target") ? "rewrite-target" : "use-regex";
    Optional<StringMap.Entry> entry = annotations.entry(name);
    return new RegexAnnotation(
        ingress, name, entry.map(one -> one.value().place()).orElse(ingress.meta().namePlace()));
  }

  String words() {
    return name + " of " + ingress.quoted();
  }
}
