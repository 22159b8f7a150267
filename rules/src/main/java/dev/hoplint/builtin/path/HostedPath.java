package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.ServerBuilder;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.route.HostPaths;
import dev.hoplint.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One path of an Ingress on a host that ingress-nginx builds.
record HostedPath(Ingress ingress, Ingress.Rule rule, Ingress.Path path, VirtualHost host) {
  /// The paths of an Ingress that give locations or would; none where another controller serves it,
  /// or it is a canary, or placeholders decide what the host serves.
  static List<HostedPath> of(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress) || Canaries.isCanary(ingress)) {
      return List.of();
    }
    VirtualHosts hosts = nginx.hosts(ingress);
    List<HostedPath> paths = new ArrayList<>();
    for (Ingress.Rule rule : ingress.rules()) {
      Optional<VirtualHost> host =
          rule.host().isUnknown() ? Optional.empty() : hosts.get(ServerBuilder.hostOf(rule));
      if (host.isEmpty() || host.get().server().unknown().isPresent()) {
        continue;
      }
      for (Ingress.Path path : rule.paths()) {
        if (path.backend() instanceof Ingress.ServiceBackend) {
          paths.add(new HostedPath(ingress, rule, path, host.get()));
        }
      }
    }
    return paths;
  }

  String text() {
    return HostPaths.text(path);
  }

  Place place() {
    return Hosts.place(path);
  }

  /// Whether the controller made a location of it: no older path keeps it out, its Ingress is not
  /// dropped.
  boolean isBuilt() {
    return !host.server().locationsOf(path).isEmpty();
  }

  /// `Path "/api" of host "shop.example"`.
  String words() {
    return "Path \"" + text() + "\" of " + Hosts.words(rule);
  }

  /// `GET http://shop.example/api`.
  String request(String uri) {
    return Hosts.request(host, uri);
  }

  /// Whether an answer comes from this path's Service and port.
  boolean leadsTo(Answer answer) {
    return answer.upstream().isPresent()
        && answer.upstream().equals(Upstream.of(ingress, path.backend()));
  }

  /// What clients get where another path takes this path's requests.
  Symptom lostTo(Answer answer, String uri, RuleContext context) {
    Symptom symptom = symptom(answer, uri, context);
    return leadsTo(answer) ? symptom.withEffect("the annotations of another Ingress") : symptom;
  }

  /// What clients get from the host for a request, as this path's Ingress knows its controller.
  Symptom symptom(Answer answer, String uri, RuleContext context) {
    return answer.symptom(context.graph().controller(ingress)).forRequest(request(uri));
  }
}
