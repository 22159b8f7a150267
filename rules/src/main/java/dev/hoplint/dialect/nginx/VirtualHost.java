package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A host with every Ingress that has a part in it, over all namespaces. Safe for several threads.
public final class VirtualHost {
  private final String name;
  private final List<ReadIngress> all;
  private final List<ReadIngress> building;
  private final List<ReadIngress> canaries;
  private volatile @Nullable List<ReadIngress> usual;
  private volatile @Nullable List<Ingress> ingresses;
  private volatile @Nullable Server server;
  private volatile @Nullable List<Server> servers;
  private volatile @Nullable CreationOrders orders;
  private volatile @Nullable Server plain;
  private volatile @Nullable RegexLeak leak;
  private volatile boolean leakIsKnown;

  VirtualHost(String name, List<ReadIngress> ingresses) {
    this.name = name;
    this.all = ingresses;
    this.building = ingresses.stream().filter(one -> !one.settings().canary()).toList();
    this.canaries = ingresses.stream().filter(one -> one.settings().canary()).toList();
  }

  /// The host of the rules, or [ServerBuilder#CATCH_ALL].
  public String name() {
    return name;
  }

  public boolean isCatchAll() {
    return name.equals(ServerBuilder.CATCH_ALL);
  }

  /// The Ingresses that build it: served, no canaries; in the order of creation in one second.
  public List<Ingress> ingresses() {
    List<Ingress> known = ingresses;
    if (known == null) {
      known = usual().stream().map(ReadIngress::ingress).toList();
      ingresses = known;
    }
    return known;
  }

  /// Whether it is built of the very same Ingresses.
  boolean isOf(List<ReadIngress> ingresses) {
    if (ingresses.size() != all.size()) {
      return false;
    }
    for (int i = 0; i < all.size(); i++) {
      if (ingresses.get(i) != all.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether some Ingress names it.
  boolean isNamed() {
    return !building.isEmpty() || !canaries.isEmpty();
  }

  /// The canary Ingresses that name the host.
  public List<Ingress> canaries() {
    return canaries.stream().map(ReadIngress::ingress).toList();
  }

  /// Whether the controller has a server for it: a host of canaries only has none.
  public boolean exists() {
    return isCatchAll() || !building.isEmpty();
  }

  /// Whether every request to the host meets one Ingress's settings only.
  public boolean hasOneOwner() {
    return building.size() < 2;
  }

  /// The server as it is where all Ingresses are created in one second: the greatest namespace/name
  /// counts as the oldest.
  public Server server() {
    Server known = server;
    if (known == null) {
      known = ServerBuilder.build(name, usual());
      server = known;
    }
    return known;
  }

  /// The servers under every order of age that can matter; [#server] is the first. There may be
  /// dozens where the host is shared: [#always] often needs no more than one.
  public List<Server> servers() {
    List<Server> known = servers;
    if (known == null) {
      List<Server> built = new ArrayList<>();
      built.add(server());
      for (List<ReadIngress> order : orders().others()) {
        built.add(ServerBuilder.build(name, order));
      }
      known = List.copyOf(built);
      servers = known;
    }
    return known;
  }

  /// Whether something holds under every order of age that can matter.
  public boolean always(Predicate<? super Server> question) {
    return question.test(server())
        && servers().stream()
            .skip(1)
            .allMatch(
                server -> {
                  WorkLimit.check();
                  return question.test(server);
                });
  }

  /// Whether those are all orders; there may be too many to try them.
  public boolean hasAllOrders() {
    return orders().isComplete();
  }

  /// Whether age decides which of several Ingresses has a path, and not only whose the default
  /// location is.
  boolean isContested() {
    return orders().isContested();
  }

  /// The server as it would be if no Ingress had use-regex or rewrite-target.
  public Server plain() {
    Server known = plain;
    if (known == null) {
      List<ReadIngress> without = usual().stream().map(ReadIngress::plain).toList();
      known = ServerBuilder.build(name, without);
      plain = known;
    }
    return known;
  }

  /// A request to an Ingress without use-regex and rewrite-target that those of others change.
  public Optional<RegexLeak> regexLeak() {
    if (!leakIsKnown) {
      leak = RegexLeak.first(this).orElse(null);
      leakIsKnown = true;
    }
    return Optional.ofNullable(leak);
  }

  /// Asks the same question under every order of age that can matter.
  ///
  /// @param question whose answers compare by value
  public <T> OrderedAnswer<T> ask(Function<? super Server, ? extends T> question) {
    Map<T, List<Ingress>> answers = new LinkedHashMap<>();
    for (Server server : servers()) {
      WorkLimit.check();
      List<Ingress> oldest =
          answers.computeIfAbsent(question.apply(server), _ -> new ArrayList<>());
      server.ingresses().stream()
          .findFirst()
          .filter(one -> oldest.stream().noneMatch(other -> other == one))
          .ifPresent(oldest::add);
    }
    List<OrderedAnswer.Case<T>> cases = new ArrayList<>();
    answers.forEach((value, oldest) -> cases.add(new OrderedAnswer.Case<>(value, oldest)));
    return new OrderedAnswer<>(cases, orders().isComplete());
  }

  /// Whether a certificate is registered for the host: any `tls` entry of one of its Ingresses is
  /// enough, whatever it says (e2e/ssl/http_redirect.go).
  public Optional<Ingress> tlsFrom() {
    return isCatchAll()
        ? Optional.empty()
        : building.stream()
            .map(ReadIngress::ingress)
            .filter(one -> !one.tls().isEmpty())
            .findFirst();
  }

  /// The version of the controller.
  Optional<ControllerVersion> version() {
    return building.stream().map(one -> one.annotations().version()).findFirst();
  }

  List<ReadIngress> building() {
    return building;
  }

  private List<ReadIngress> usual() {
    List<ReadIngress> known = usual;
    if (known == null) {
      known = CreationOrders.createdAtOnce(building);
      usual = known;
    }
    return known;
  }

  private CreationOrders orders() {
    CreationOrders known = orders;
    if (known == null) {
      known = CreationOrders.of(name, usual());
      orders = known;
    }
    return known;
  }
}
