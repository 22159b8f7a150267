package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.resource.Ingress;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Merges canary Ingresses into the hosts of a controller.
public final class Canaries {
  /// A Service port that a canary and a normal Ingress use: where the canary is the older one, the
  /// path answers 404; else the canary does nothing (C `createUpstreams`, `NoServer`).
  public record Hidden(
      Upstream upstream, Ingress canary, Ingress ingress, Ingress.Rule rule, Ingress.Path path) {}

  private final VirtualHosts hosts;
  private final Membership members;
  private final Map<String, Texts> texts = new ConcurrentHashMap<>();
  private final Map<Upstream, Optional<CanaryPath>> firsts = new ConcurrentHashMap<>();

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

  Canaries(VirtualHosts hosts, Membership members) {
    this.hosts = hosts;
    this.members = members;
  }

  /// Every path of every canary Ingress.
  public List<CanaryPath> paths() {
    return hosts.served().stream()
        .filter(one -> one.settings().canary())
        .flatMap(one -> paths(one.ingress()).stream())
        .toList();
  }

  /// Every path of a canary Ingress; none of one that the controller drops.
  public List<CanaryPath> paths(Ingress canary) {
    boolean served =
        members
            .read(canary)
            .filter(read -> read.rejection().isEmpty() && read.settings().canary())
            .isPresent();
    List<CanaryPath> paths = new ArrayList<>();
    for (Ingress.Rule rule : served ? canary.rules() : List.<Ingress.Rule>of()) {
      for (Ingress.Path path : rule.paths()) {
        paths.add(path(canary, rule, path));
      }
    }
    return paths;
  }

  private CanaryPath path(Ingress canary, Ingress.Rule rule, Ingress.Path path) {
    return new CanaryPath(
        canary, rule, path, ServerBuilder.hostOf(rule), outcome(canary, rule, path));
  }

  /// The canary that may take requests which a location sends to its Service: of several, the first
  /// one merged.
  public Optional<CanaryPath> of(Location location) {
    return upstream(location).flatMap(this::first);
  }

  private Optional<CanaryPath> first(Upstream upstream) {
    Optional<CanaryPath> known = firsts.get(upstream);
    if (known == null) {
      known = findFirst(upstream);
      firsts.put(upstream, known);
    }
    return known;
  }

  /// Looks at the canaries of all hosts that lead to the upstream.
  private Optional<CanaryPath> findFirst(Upstream upstream) {
    Set<Ingress> canaries = Collections.newSetFromMap(new IdentityHashMap<>());
    members.of(IngressIndexes.BY_SERVICE, upstream.service(), upstream.namespace()).stream()
        .flatMap(read -> VirtualHosts.namesOf(read).stream())
        .distinct()
        .flatMap(name -> hosts.get(name).stream())
        .forEach(host -> canaries.addAll(host.canaries()));
    for (Ingress canary : members.sorted(canaries)) {
      for (CanaryPath path : paths(canary)) {
        WorkLimit.check();
        if (path.outcome() instanceof CanaryPath.Merged(Location primary)
            && upstream(primary).filter(upstream::equals).isPresent()) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Upstream> upstream(Location location) {
    return location
        .ingress()
        .flatMap(ingress -> location.backend().flatMap(backend -> Upstream.of(ingress, backend)));
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
            : new CanaryPath.Merged(primary);
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
    for (CanaryPath one : paths()) {
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
