package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The orders of age that can change what a host serves, without trying all.
///
/// Age decides two things: whose annotations and defaultBackend the default location has (the
/// oldest Ingress), and who wins where several Ingresses write the same path. So it is enough that
/// every Ingress is the oldest once, with the others behind it once in either direction; Ingresses
/// that no answer can tell apart in these two respects stand for each other.
final class CreationOrders {
  private static final int MOST_PATHS = 100_000;
  private static final int MOST_ORDERS = 64;
  private static final int FEWEST_ORDERS = 6;

  private final List<ReadIngress> usual;
  private final List<List<ReadIngress>> others = new ArrayList<>();
  private boolean contested;
  private boolean complete = true;

  private CreationOrders(List<ReadIngress> usual) {
    this.usual = usual;
  }

  /// @param usual the Ingresses that build a host, as [#createdAtOnce] has them
  static CreationOrders of(String host, List<ReadIngress> usual) {
    CreationOrders orders = new CreationOrders(usual);
    if (usual.size() > 1) {
      orders.addOthers(host);
    }
    return orders;
  }

  /// The usual order: ST `sortIngressSlice` for equal timestamps: namespace/name, the greatest
  /// first.
  static List<ReadIngress> createdAtOnce(List<ReadIngress> ingresses) {
    return ingresses.stream()
        .sorted(
            Comparator.comparing(
                    (ReadIngress one) -> one.ingress().namespace() + "/" + one.ingress().name())
                .reversed())
        .toList();
  }

  /// All but the usual one.
  List<List<ReadIngress>> others() {
    return others;
  }

  /// Whether several Ingresses write the same path.
  boolean isContested() {
    return contested;
  }

  boolean isComplete() {
    return complete;
  }

  private void addOthers(String host) {
    Set<String> texts = textsOfSeveral(host);
    contested = !texts.isEmpty();
    Map<String, ReadIngress> firsts = new LinkedHashMap<>();
    for (ReadIngress one : usual) {
      boolean contests = texts(host, one).stream().anyMatch(texts::contains);
      String key = contests ? one.ingress().ref().toString() : signature(host, one.ingress());
      firsts.putIfAbsent(key, one);
    }
    int paths = usual.stream().mapToInt(one -> texts(host, one).size()).sum();
    int most = Math.clamp(MOST_PATHS / Math.max(1, paths), FEWEST_ORDERS, MOST_ORDERS);
    for (ReadIngress first : firsts.values()) {
      for (boolean reversed : contested ? new boolean[] {false, true} : new boolean[1]) {
        List<ReadIngress> order = order(first, reversed);
        if (order.equals(usual)) {
          continue;
        }
        if (others.size() + 1 >= most) {
          complete = false;
          return;
        }
        others.add(order);
      }
    }
  }

  private List<ReadIngress> order(ReadIngress first, boolean reversed) {
    List<ReadIngress> rest = reversed ? usual.reversed() : usual;
    List<ReadIngress> order = new ArrayList<>(usual.size());
    order.add(first);
    rest.stream().filter(one -> one != first).forEach(order::add);
    return order;
  }

  /// The path texts that several Ingresses write.
  private Set<String> textsOfSeveral(String host) {
    Map<String, Integer> count = new HashMap<>();
    for (ReadIngress one : usual) {
      texts(host, one).forEach(text -> count.merge(text, 1, Integer::sum));
    }
    count.values().removeIf(number -> number < 2);
    return count.keySet();
  }

  private static Set<String> texts(String host, ReadIngress read) {
    Ingress ingress = read.ingress();
    Set<String> texts = new HashSet<>();
    List<Ingress.Rule> rules =
        host.equals(ServerBuilder.CATCH_ALL) ? ingress.rules() : read.rules(host);
    for (Ingress.Rule rule : rules) {
      if (ServerBuilder.hostOf(rule).equals(host)) {
        rule.paths().forEach(path -> texts.add(Location.textOf(path)));
      }
    }
    if (host.equals(ServerBuilder.CATCH_ALL) && ingress.rules().isEmpty()) {
      texts.add("/");
    }
    return texts;
  }

  /// What the default location takes from its Ingress; nothing on server `_`.
  private static String signature(String host, Ingress ingress) {
    if (host.equals(ServerBuilder.CATCH_ALL)) {
      return "";
    }
    StringBuilder text = new StringBuilder(ingress.namespace());
    for (StringMap.Entry entry :
        ingress.meta().annotations().withPrefix(AnnotationTable.PREFIX).stream()
            .sorted(Comparator.comparing(StringMap.Entry::key))
            .toList()) {
      text.append('\n').append(entry.key()).append('=').append(entry.value().or("?"));
    }
    ingress.defaultBackend().ifPresent(backend -> text.append('\n').append(words(backend)));
    return text.toString();
  }

  private static String words(Ingress.Backend backend) {
    return switch (backend) {
      case Ingress.ServiceBackend(var _, var service, var port) ->
          service.or("?") + ":" + port.get().map(Object::toString).orElse("?");
      case Ingress.ResourceBackend(var _, var kind, var name) -> kind.or("?") + "/" + name.or("?");
      case Ingress.UnreadableBackend _ -> "?";
    };
  }
}
