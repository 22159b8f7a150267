package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.resource.Ingress;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All hosts of one controller, and which of them serves a request. Each host is made when it is
/// asked for. Safe for several threads.
public final class VirtualHosts {
  private final Membership members;
  private final HostAliases aliases;

  /// By name; empty ones for names that are no hosts.
  private final Map<String, VirtualHost> hosts = new ConcurrentHashMap<>();

  private final IdentityCache<VirtualHost, List<ConfigFailure>> failuresOfHosts;
  private final IdentityCache<ReadIngress, List<ConfigFailure>> failuresOfIngresses;
  private final BiFunction<String, List<ReadIngress>, VirtualHost> make;
  private volatile @Nullable List<VirtualHost> all;
  private volatile @Nullable List<ReadIngress> ingresses;
  private volatile @Nullable Canaries canaries;
  private volatile @Nullable List<ConfigFailure> failures;

  VirtualHosts(Membership members) {
    this(
        members,
        VirtualHost::new,
        new IdentityCache<>(ConfigFailures::of),
        new IdentityCache<>(ConfigFailures::of));
  }

  private VirtualHosts(
      Membership members,
      BiFunction<String, List<ReadIngress>, VirtualHost> make,
      IdentityCache<VirtualHost, List<ConfigFailure>> failuresOfHosts,
      IdentityCache<ReadIngress, List<ConfigFailure>> failuresOfIngresses) {
    this.members = members;
    this.make = make;
    this.failuresOfHosts = failuresOfHosts;
    this.failuresOfIngresses = failuresOfIngresses;
    this.aliases = new HostAliases(this, members);
  }

  /// The hosts of another world, which shares those that are built of the same Ingresses.
  ///
  /// @param isOwn tells the Ingresses that this world does not hold
  VirtualHosts in(Membership later, Predicate<Ingress> isOwn) {
    return new VirtualHosts(
        later.knowing(members, isOwn),
        (name, reads) -> same(name, reads, isOwn).orElseGet(() -> new VirtualHost(name, reads)),
        failuresOfHosts.sharing(host -> hosts.get(host.name()) != host, ConfigFailures::of),
        failuresOfIngresses.sharing(read -> isOwn.test(read.ingress()), ConfigFailures::of));
  }

  private Optional<VirtualHost> same(
      String name, List<ReadIngress> reads, Predicate<Ingress> isOwn) {
    boolean known =
        !reads.isEmpty() && reads.stream().noneMatch(read -> isOwn.test(read.ingress()));
    return known ? Optional.of(host(name)).filter(host -> host.isOf(reads)) : Optional.empty();
  }

  /// The hosts that an Ingress has a part in; none where the controller drops it.
  static Set<String> namesOf(ReadIngress read) {
    Set<String> names = new HashSet<>();
    if (read.rejection().isPresent()) {
      return names;
    }
    names.addAll(read.rulesByHost().keySet());
    if (read.ingress().rules().isEmpty() && read.ingress().defaultBackend().isPresent()) {
      names.add(ServerBuilder.CATCH_ALL);
    }
    return names;
  }

  private static boolean isPartOf(ReadIngress read, String name) {
    boolean whole =
        name.equals(ServerBuilder.CATCH_ALL)
            && read.ingress().rules().isEmpty()
            && read.ingress().defaultBackend().isPresent();
    return read.rejection().isEmpty() && (whole || read.rulesByHost().containsKey(name));
  }

  private VirtualHost host(String name) {
    VirtualHost known = hosts.get(name);
    if (known == null) {
      WorkLimit.check();
      String key = name.equals(ServerBuilder.CATCH_ALL) ? "" : name.toLowerCase(Locale.ROOT);
      VirtualHost made =
          make.apply(
              name,
              members.of(IngressIndexes.BY_HOST, key).stream()
                  .filter(read -> isPartOf(read, name))
                  .toList());
      VirtualHost other = hosts.putIfAbsent(name, made);
      known = other == null ? made : other;
    }
    return known;
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

  /// Every host, server `_` first.
  public Collection<VirtualHost> all() {
    List<VirtualHost> known = all;
    if (known == null) {
      Set<String> names = new LinkedHashSet<>();
      names.add(ServerBuilder.CATCH_ALL);
      reads().forEach(read -> names.addAll(namesOf(read)));
      known = names.stream().map(this::host).toList();
      all = known;
    }
    return known;
  }

  /// Whether there is any host but an empty server `_`.
  public boolean hasAny() {
    return reads().stream()
        .filter(read -> !read.settings().canary())
        .anyMatch(read -> !namesOf(read).isEmpty());
  }

  /// The host of a rule.
  ///
  /// @param name as the rule writes it, or [ServerBuilder#CATCH_ALL]
  public Optional<VirtualHost> get(String name) {
    return Optional.of(host(name)).filter(host -> host.isCatchAll() || host.isNamed());
  }

  /// The wildcard host right above a name, whose certificate serves the name, too.
  public Optional<VirtualHost> above(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? Optional.empty() : get("*" + name.substring(dot));
  }

  /// The server of requests that no host takes.
  public VirtualHost catchAll() {
    return host(ServerBuilder.CATCH_ALL);
  }

  /// Finds the server of a request: an exact name, an exact alias, a native wildcard alias (the
  /// longest), a wildcard host (one label), server `_`.
  ///
  /// @param requestHost the Host header or SNI name, with or without port
  public Choice choose(String requestHost) {
    String name = normalized(requestHost);
    VirtualHost exact = host(name);
    if (exact.exists() && !exact.isCatchAll()) {
      return new Choice(exact, How.EXACT, true);
    }
    Optional<VirtualHost> alias = aliases.get(name);
    for (int dot = name.indexOf('.');
        alias.isEmpty() && dot >= 0;
        dot = name.indexOf('.', dot + 1)) {
      alias = aliases.get("*" + name.substring(dot));
    }
    if (alias.isPresent()) {
      return new Choice(alias.get(), How.ALIAS, true);
    }
    return above(name)
        .filter(wildcard -> wildcard.exists() && covers(wildcard.name(), name))
        .map(wildcard -> new Choice(wildcard, How.WILDCARD, !aliases.hasRegex()))
        .orElseGet(() -> new Choice(catchAll(), How.CATCH_ALL, !aliases.hasRegex()));
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
      known = new Canaries(this, members);
      canaries = known;
    }
    return known;
  }

  /// Everything that makes the controller's configuration fail its test.
  public List<ConfigFailure> failures() {
    List<ConfigFailure> known = failures;
    if (known == null) {
      List<ConfigFailure> found = new ArrayList<>();
      all().forEach(host -> found.addAll(failuresOfHosts.get(host)));
      served().forEach(read -> found.addAll(failures(read, hostsOf(read))));
      known = List.copyOf(found);
      failures = known;
    }
    return known;
  }

  /// The same, of what an Ingress has a part in.
  public List<ConfigFailure> failures(Ingress ingress) {
    List<ConfigFailure> found = new ArrayList<>();
    members
        .read(ingress)
        .ifPresent(
            read -> {
              List<VirtualHost> own = hostsOf(read);
              for (VirtualHost host : own) {
                WorkLimit.check();
                failuresOfHosts.get(host).stream()
                    .filter(failure -> failure.concerns(ingress))
                    .forEach(found::add);
              }
              found.addAll(failures(read, own));
            });
    return found;
  }

  private List<ConfigFailure> failures(ReadIngress read, List<VirtualHost> hosts) {
    return hosts.stream().anyMatch(host -> host.server().proxies(read.ingress()))
        ? failuresOfIngresses.get(read)
        : List.of();
  }

  private List<VirtualHost> hostsOf(ReadIngress read) {
    return namesOf(read).stream().map(this::host).toList();
  }

  /// Ingresses that the controller drops for an annotation's value or risk, and so are in no host.
  public List<Rejection> rejections() {
    return reads().stream().flatMap(one -> one.rejection().stream()).toList();
  }

  /// Every Ingress of the controller, served or dropped.
  public List<Ingress> ingresses() {
    return reads().stream().map(ReadIngress::ingress).toList();
  }

  /// The first of them.
  public Optional<Ingress> first() {
    return members.first();
  }

  List<ReadIngress> served() {
    return reads().stream().filter(one -> one.rejection().isEmpty()).toList();
  }

  private List<ReadIngress> reads() {
    List<ReadIngress> known = ingresses;
    if (known == null) {
      known = members.all();
      ingresses = known;
    }
    return known;
  }
}
