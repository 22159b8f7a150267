package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Merges canary Ingresses into the hosts of a controller.
public final class Canaries {
  /// A Service port that a canary and a normal Ingress use: where the canary is the older one, the
  /// path answers 404; else the canary does nothing (C `createUpstreams`, `NoServer`).
  public record Hidden(
      Upstream upstream, Ingress canary, Ingress ingress, Ingress.Rule rule, Ingress.Path path) {}

  private final VirtualHosts hosts;
  private final List<CanaryPath> paths = new ArrayList<>();
  private final Set<Upstream> taken = new HashSet<>();
  private final Map<String, Texts> texts = new HashMap<>();

  /// The paths of a host.
  ///
  /// @param sorted each text once
  private record Texts(Map<String, List<Location>> locations, List<String> sorted) {
    static Texts of(Server server) {
      Map<String, List<Location>> found = new HashMap<>();
      for (Location location : server.locations()) {
        if (leadsSomewhere(location)) {
          found.computeIfAbsent(location.pathText(), _ -> new ArrayList<>(2)).add(location);
        }
      }
      return new Texts(found, found.keySet().stream().sorted().toList());
    }
  }

  Canaries(VirtualHosts hosts) {
    this.hosts = hosts;
    hosts.served().stream()
        .filter(one -> one.settings().canary())
        .map(ReadIngress::ingress)
        .forEach(this::add);
  }

  /// Every path of every canary Ingress.
  public List<CanaryPath> paths() {
    return List.copyOf(paths);
  }

  /// The canaries that may take requests which a location sends to its Service.
  public List<CanaryPath> of(Location location) {
    Optional<Upstream> upstream = upstream(location);
    return paths.stream()
        .filter(
            one ->
                one.outcome() instanceof CanaryPath.Merged(Location primary, boolean first)
                    && first
                    && upstream.isPresent()
                    && upstream.equals(upstream(primary)))
        .toList();
  }

  private static Optional<Upstream> upstream(Location location) {
    return location
        .ingress()
        .flatMap(ingress -> location.backend().flatMap(backend -> Upstream.of(ingress, backend)));
  }

  private void add(Ingress canary) {
    for (Ingress.Rule rule : canary.rules()) {
      for (Ingress.Path path : rule.paths()) {
        paths.add(
            new CanaryPath(
                canary, rule, path, ServerBuilder.hostOf(rule), outcome(canary, rule, path)));
      }
    }
  }

  private CanaryPath.Outcome outcome(Ingress canary, Ingress.Rule rule, Ingress.Path path) {
    Optional<Upstream> own = Upstream.of(canary, path.backend());
    if (own.isEmpty()
        || rule.host().isUnknown()
        || path.path().isUnknown()
        || path.pathType().isUnknown()) {
      return new CanaryPath.Unknown("a placeholder decides where the canary belongs");
    }
    Optional<VirtualHost> host = hosts.get(ServerBuilder.hostOf(rule)).filter(VirtualHost::exists);
    if (host.isEmpty()) {
      return new CanaryPath.NoHost();
    }
    if (host.get().server().unknown().isPresent()) {
      return new CanaryPath.Unknown(host.get().server().unknown().get());
    }
    return merged(host.get().server(), path, own.get());
  }

  private CanaryPath.Outcome merged(Server server, Ingress.Path path, Upstream own) {
    String text = Location.textOf(path);
    LocationType type = Location.typeOf(path);
    Texts known = texts.computeIfAbsent(server.host(), _ -> Texts.of(server));
    List<Location> primaries = known.locations().getOrDefault(text, List.of());
    for (Location primary : primaries) {
      if (primary.path().map(Location::typeOf).orElse(LocationType.PREFIX) == type) {
        return upstream(primary).filter(own::equals).isPresent()
            ? new CanaryPath.SameService(primary)
            : new CanaryPath.Merged(primary, upstream(primary).map(taken::add).orElse(true));
      }
    }
    return primaries.isEmpty()
        ? new CanaryPath.NoPath(known.sorted())
        : new CanaryPath.OtherType(primaries.getFirst());
  }

  /// Whether it is a path of an Ingress or a location `/` that a defaultBackend serves. The
  /// controller's own default backend takes no canary (C `canMergeBackend`).
  private static boolean leadsSomewhere(Location location) {
    return location.path().isPresent() || location.backend().isPresent();
  }

  /// The Service ports that canary and normal Ingresses share.
  public List<Hidden> hidden() {
    Map<Upstream, Ingress> canaries = new LinkedHashMap<>();
    for (CanaryPath one : paths) {
      Upstream.of(one.ingress(), one.path().backend())
          .ifPresent(upstream -> canaries.putIfAbsent(upstream, one.ingress()));
    }
    List<Hidden> hidden = new ArrayList<>();
    for (ReadIngress read : canaries.isEmpty() ? List.<ReadIngress>of() : hosts.served()) {
      if (read.settings().canary()) {
        continue;
      }
      for (Ingress.Rule rule : read.ingress().rules()) {
        for (Ingress.Path path : rule.paths()) {
          Upstream.of(read.ingress(), path.backend())
              .filter(canaries::containsKey)
              .ifPresent(
                  upstream ->
                      hidden.add(
                          new Hidden(
                              upstream,
                              canaries.getOrDefault(upstream, read.ingress()),
                              read.ingress(),
                              rule,
                              path)));
        }
      }
    }
    return hidden;
  }
}
