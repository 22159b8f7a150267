package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.ServerBuilder;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An Ingress that ingress-nginx serves with locations of its own, and what its rules ask of it.
///
/// @param ingress no canary: a canary lends only its backends, and its other annotations are not
///   read (internal/ingress/controller/controller.go, `mergeAlternativeBackends`)
record Subject(Ingress ingress, Annotations annotations, RuleContext context) {

  /// One path that becomes a location.
  ///
  /// @param host empty for rules without a host
  /// @param text as the controller keeps it: `/` where it is absent or empty
  record Path(String host, String text, boolean isExact, Place place) {}

  static Optional<Subject> of(Ingress ingress, RuleContext context) {
    if (!context.graph().nginx().accepts(ingress)) {
      return Optional.empty();
    }
    Annotations annotations = context.graph().nginx().annotations(ingress);
    return annotations.isTrue("canary")
        ? Optional.empty()
        : Optional.of(new Subject(ingress, annotations, context));
  }

  /// Every path that can be read; those of unreadable hosts are left out.
  List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    for (Ingress.Rule rule : ingress.rules()) {
      for (Ingress.Path path : rule.paths()) {
        boolean isLocation = path.backend() instanceof Ingress.ServiceBackend;
        if (isLocation && !rule.host().isUnknown() && !path.path().isUnknown()) {
          String text = path.path().or("");
          paths.add(
              new Path(
                  rule.host().or(""),
                  text.isEmpty() ? "/" : text,
                  path.pathType().is("Exact"),
                  path.path() instanceof Field.Absent<String>
                      ? path.place()
                      : path.path().place()));
        }
      }
    }
    return paths;
  }

  /// The host that a path belongs to; empty where the controller drops the Ingress.
  Optional<VirtualHost> host(Path path) {
    return hosts().get(path.host().isEmpty() ? ServerBuilder.CATCH_ALL : path.host());
  }

  ControllerSettings settings() {
    return context.graph().nginx().settings(ingress);
  }

  VirtualHosts hosts() {
    return context.graph().nginx().hosts(ingress);
  }

  /// The hosts that it has a part in; none where the controller drops it.
  List<VirtualHost> servedHosts() {
    return paths().stream()
        .map(path -> path.host().isEmpty() ? ServerBuilder.CATCH_ALL : path.host())
        .distinct()
        .flatMap(name -> hosts().get(name).stream())
        .filter(host -> host.ingresses().stream().anyMatch(this::is))
        .toList();
  }

  /// The same without the server of rules without a host.
  List<VirtualHost> namedHosts() {
    return servedHosts().stream().filter(host -> !host.isCatchAll()).toList();
  }

  /// A host as it is where this Ingress is the oldest of several.
  Optional<Server> asOldest(VirtualHost host) {
    return host.hasOneOwner()
        ? Optional.empty()
        : host.servers().stream().filter(server -> is(server.ingresses().getFirst())).findFirst();
  }

  /// Whether an Ingress is this one, or another definition of it.
  boolean is(Ingress other) {
    return other.ref().isSameObject(ingress.ref());
  }

  /// How sure a comparison with another Ingress is: files do not always say what is deployed
  /// together.
  Certainty with(Ingress other) {
    return context.world().certainlyTogether(ingress, other)
        ? Certainty.CERTAIN
        : Certainty.POSSIBLE;
  }

  /// Whether every request to its paths is answered with a redirect.
  boolean redirects() {
    return AnnotatedRedirect.of(annotations).isPresent();
  }

  Optional<String> assumed() {
    return context.graph().controller(ingress).assumed();
  }

  /// A finding whose clients get one of some codes.
  Finding finding(RuleMeta rule, Place place, String message, Integer... statuses) {
    return Finding.in(ingress, rule, place, message)
        .symptom(Symptom.of("ingress-nginx", List.of(statuses)).assuming(assumed()));
  }

  /// A finding whose clients get something that is no code.
  Finding effect(RuleMeta rule, Place place, String message, String effect) {
    return Finding.in(ingress, rule, place, message)
        .symptom(Symptom.effect("ingress-nginx", effect).assuming(assumed()));
  }

  /// `rewrite-target "/$2" of Ingress "shop"`.
  String quoted(String annotation, String value) {
    return annotation + " \"" + value + "\" of " + ingress.quoted();
  }
}
