package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All hosts of one controller, and which of them serves a request.
public final class VirtualHosts {
  private final Map<String, VirtualHost> hosts = new LinkedHashMap<>();
  private final Map<String, VirtualHost> aliases = new HashMap<>();
  private final List<VirtualHost> wildcards = new ArrayList<>();
  private final List<ReadIngress> ingresses;
  private boolean hasRegexAlias;
  private volatile @Nullable Canaries canaries;
  private volatile @Nullable List<ConfigFailure> failures;

  /// @param ingresses the Ingresses of one controller
  VirtualHosts(List<ReadIngress> ingresses) {
    this.ingresses = List.copyOf(ingresses);
    Map<String, List<ReadIngress>> byHost = new LinkedHashMap<>();
    byHost.put(ServerBuilder.CATCH_ALL, new ArrayList<>());
    for (ReadIngress read : ingresses) {
      if (read.rejection().isEmpty()) {
        namesOf(read.ingress())
            .forEach(name -> byHost.computeIfAbsent(name, _ -> new ArrayList<>()).add(read));
      }
    }
    byHost.forEach((name, list) -> hosts.put(name, new VirtualHost(name, list)));
    hosts.values().stream()
        .filter(host -> host.exists() && host.name().startsWith("*."))
        .forEach(wildcards::add);
    addAliases();
  }

  /// The hosts that an Ingress has a part in.
  private static Set<String> namesOf(Ingress ingress) {
    Set<String> names = new HashSet<>();
    for (Ingress.Rule rule : ingress.rules()) {
      if (!rule.host().isUnknown()) {
        names.add(ServerBuilder.hostOf(rule));
      }
    }
    if (ingress.rules().isEmpty() && ingress.defaultBackend().isPresent()) {
      names.add(ServerBuilder.CATCH_ALL);
    }
    return names;
  }

  /// The first Ingress of a host that has aliases decides; an alias that is a host is dropped; of
  /// two hosts with one alias the alphabetically first has it.
  private void addAliases() {
    List<VirtualHost> sorted =
        hosts.values().stream()
            .filter(VirtualHost::exists)
            .sorted(Comparator.comparing(VirtualHost::name))
            .toList();
    for (VirtualHost host : sorted) {
      host.building().stream()
          .flatMap(one -> one.annotations().text("server-alias").stream())
          .findFirst()
          .ifPresent(list -> addAliases(host, list));
    }
  }

  private void addAliases(VirtualHost host, String list) {
    for (String part : list.split(",", -1)) {
      String alias = part.strip().toLowerCase(Locale.ROOT);
      hasRegexAlias |= alias.startsWith("~");
      if (!alias.isEmpty() && !alias.startsWith("~") && !hosts.containsKey(alias)) {
        aliases.putIfAbsent(alias, host);
      }
    }
  }

  /// How a request's host was found.
  public enum How {
    EXACT,
    ALIAS,
    WILDCARD,
    CATCH_ALL
  }

  /// The host that serves a request.
  ///
  /// @param isCertain false where a regex among the aliases might take the request
  public record Choice(VirtualHost host, How how, boolean isCertain) {}

  public Collection<VirtualHost> all() {
    return List.copyOf(hosts.values());
  }

  /// The host of a rule.
  ///
  /// @param name as the rule writes it, or [ServerBuilder#CATCH_ALL]
  public Optional<VirtualHost> get(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /// The server of requests that no host takes.
  public VirtualHost catchAll() {
    return hosts.getOrDefault(
        ServerBuilder.CATCH_ALL, new VirtualHost(ServerBuilder.CATCH_ALL, List.of()));
  }

  /// Finds the server of a request: an exact name, an exact alias, a native wildcard alias (the
  /// longest), a wildcard host (one label), server `_`.
  ///
  /// @param requestHost the Host header or SNI name, with or without port
  public Choice choose(String requestHost) {
    String name = normalized(requestHost);
    VirtualHost exact = hosts.get(name);
    if (exact != null && exact.exists() && !exact.isCatchAll()) {
      return new Choice(exact, How.EXACT, true);
    }
    VirtualHost alias = aliases.get(name);
    for (int dot = name.indexOf('.'); alias == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      alias = aliases.get("*" + name.substring(dot));
    }
    if (alias != null) {
      return new Choice(alias, How.ALIAS, true);
    }
    for (VirtualHost wildcard : wildcards) {
      if (covers(wildcard.name(), name)) {
        return new Choice(wildcard, How.WILDCARD, !hasRegexAlias);
      }
    }
    return new Choice(catchAll(), How.CATCH_ALL, !hasRegexAlias);
  }

  /// A host as nginx compares it: lower case, without port and final dot.
  public static String normalized(String requestHost) {
    String name = requestHost.toLowerCase(Locale.ROOT);
    int port = name.startsWith("[") ? name.indexOf("]:") + 1 : name.indexOf(':');
    String bare = port > 0 ? name.substring(0, port) : name;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /// T `buildServerName`: exactly one label of word characters and hyphens.
  public static boolean covers(String wildcard, String name) {
    int dot = name.indexOf('.');
    return wildcard.startsWith("*.")
        && dot > 0
        && name.substring(dot).equals(wildcard.substring(1))
        && name.substring(0, dot).chars().allMatch(c -> c == '-' || c == '_' || isAlphanumeric(c));
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /// What became of the canary Ingresses.
  public Canaries canaries() {
    Canaries known = canaries;
    if (known == null) {
      known = new Canaries(this);
      canaries = known;
    }
    return known;
  }

  /// Everything that makes the controller's configuration fail its test.
  public List<ConfigFailure> failures() {
    List<ConfigFailure> known = failures;
    if (known == null) {
      known = List.copyOf(ConfigFailures.of(this));
      failures = known;
    }
    return known;
  }

  /// Ingresses that the controller drops for an annotation's value or risk, and so are in no host.
  public List<Rejection> rejections() {
    return ingresses.stream().flatMap(one -> one.rejection().stream()).toList();
  }

  /// Every Ingress of the controller, served or dropped.
  public List<Ingress> ingresses() {
    return ingresses.stream().map(ReadIngress::ingress).toList();
  }

  List<ReadIngress> served() {
    return ingresses.stream().filter(one -> one.rejection().isEmpty()).toList();
  }
}
