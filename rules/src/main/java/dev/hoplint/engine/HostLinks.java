package dev.hoplint.engine;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Ingresses that meet in a host: controllers merge hosts over all Ingresses and namespaces, a
/// wildcard's certificate serves the hosts below it, and annotations (redirects, aliases) name
/// other hosts.
final class HostLinks {
  /// Ingresses by the wildcards right above their hosts.
  private static final Derivation<Index> BY_PARENT = Derivation.index(HostLinks::parents);

  /// Ingresses by the hosts and wildcards that their annotations name, and, behind a `<`, by the
  /// wildcards above those.
  private static final Derivation<Index> BY_MENTION = Derivation.index(HostLinks::mentions);

  /// Each redirect of a chain that comes back may stand in another Ingress.
  private static final int REDIRECTS = 3;

  private static final String WWW = "www.";

  private final World world;
  private final Set<Ingress> found = Collections.newSetFromMap(new IdentityHashMap<>());

  private HostLinks(World world) {
    this.world = world;
  }

  /// The Ingresses of a world whose routes one of them can change, itself included.
  ///
  /// @param wildcardsCount whether its wildcards are not what they were for the hosts below them
  static Set<Ingress> of(World world, Ingress ingress, boolean wildcardsCount) {
    HostLinks links = new HostLinks(world);
    links.found.add(ingress);
    Set<String> hosts = hosts(ingress);
    for (String host : hosts) {
      WorkLimit.check();
      links.add(IngressIndexes.BY_HOST, host);
      if (host.startsWith("*.")) {
        if (wildcardsCount) {
          links.add(BY_PARENT, host);
        }
      } else {
        links.add(IngressIndexes.BY_HOST, parent(host));
      }
    }
    for (String named : mentions(ingress)) {
      links.add(IngressIndexes.BY_HOST, named.startsWith("<") ? named.substring(1) : named);
    }
    links.addMentioning(hosts, REDIRECTS);
    return links.found;
  }

  /// The wildcards among the hosts of an Ingress that have a certificate: as they are written, and
  /// as ingress-nginx, which may drop who writes it, serves them.
  static Set<String> certifiedWildcards(RouteGraph graph, Ingress ingress) {
    Set<String> certified = new HashSet<>();
    for (String host : hosts(ingress)) {
      if (!host.startsWith("*.")) {
        continue;
      }
      if (!graph
          .world()
          .derived(IngressIndexes.BY_HOST)
          .visit(host, one -> ((Ingress) one.resource()).tls().isEmpty())) {
        certified.add(host);
      }
      if (graph.nginx().hosts(ingress).get(host).flatMap(VirtualHost::tlsFrom).isPresent()) {
        certified.add("served " + host);
      }
    }
    return certified;
  }

  /// The Ingresses whose annotations name a Service.
  static List<Resource> naming(World world, String service) {
    return world.derived(BY_MENTION).get(service);
  }

  private void add(Derivation<Index> index, String key) {
    world.derived(index).get(key).forEach(one -> found.add((Ingress) one));
  }

  private void addMentioning(Set<String> hosts, int depth) {
    Set<String> more = new HashSet<>();
    for (String host : hosts) {
      WorkLimit.check();
      if (host.isEmpty()) {
        continue;
      }
      List<String> keys =
          host.startsWith("*.") ? List.of(host, "<" + host) : List.of(host, parent(host));
      for (String key : keys) {
        for (Resource one : world.derived(BY_MENTION).get(key)) {
          if (found.add((Ingress) one)) {
            more.addAll(hosts((Ingress) one));
          }
        }
      }
    }
    if (depth > 1 && !more.isEmpty()) {
      addMentioning(more, depth - 1);
    }
  }

  /// The hosts of the rules and their other names: from-to-www-redirect joins a host with its name
  /// with or without `www.`, server-alias gives it more.
  private static Set<String> hosts(Ingress ingress) {
    Set<String> hosts = new HashSet<>();
    for (Ingress.Rule rule : ingress.rules()) {
      String host = rule.host().or("").toLowerCase(Locale.ROOT);
      hosts.add(host);
      if (!host.isEmpty()) {
        hosts.add(host.startsWith(WWW) ? host.substring(WWW.length()) : WWW + host);
      }
    }
    if (ingress.rules().isEmpty()) {
      hosts.add("");
    }
    ingress
        .meta()
        .annotations()
        .get("nginx.ingress.kubernetes.io/server-alias")
        .ifPresent(list -> hosts.addAll(tokens(list)));
    return hosts;
  }

  private static Set<String> parents(Resource resource) {
    Set<String> parents = new HashSet<>();
    if (resource instanceof Ingress ingress) {
      ingress
          .rules()
          .forEach(rule -> parents.add(parent(rule.host().or("").toLowerCase(Locale.ROOT))));
    }
    return parents;
  }

  /// The wildcard right above a host.
  private static String parent(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? "*" : "*" + host.substring(dot);
  }

  private static Set<String> mentions(Resource resource) {
    Set<String> keys = new HashSet<>();
    if (resource instanceof Ingress ingress) {
      for (StringMap.Entry annotation : ingress.meta().annotations().entries()) {
        // What kubectl last applied repeats the whole object, and no controller reads it.
        if (!annotation.key().startsWith("kubectl.")) {
          tokens(annotation.value().or("")).forEach(token -> add(token, keys));
        }
      }
    }
    return keys;
  }

  private static void add(String token, Set<String> keys) {
    int dot = token.indexOf('.');
    keys.add(token);
    if (dot > 0 && !token.startsWith("*")) {
      // A Service may be named with its namespace.
      keys.add(token.substring(0, dot));
      keys.add("<" + parent(token));
    }
  }

  /// What may be a name in an annotation's value. Behind a variable stands what the names end with.
  private static List<String> tokens(String value) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || !isOfName(value.charAt(i))) {
        boolean variable =
            start > 0 && (value.charAt(start - 1) == '$' || value.charAt(start - 1) == '}');
        String token = value.substring(start, i).toLowerCase(Locale.ROOT);
        int dot = variable ? token.indexOf('.') : 0;
        if (variable && dot >= 0) {
          tokens.add("*" + token.substring(dot));
        } else if (!variable && !isPlain(token)) {
          tokens.add(token.endsWith(".") ? token.substring(0, token.length() - 1) : token);
        }
        start = i + 1;
      }
    }
    return tokens;
  }

  private static boolean isPlain(String token) {
    return token.isEmpty()
        || token.equals("true")
        || token.equals("false")
        || token.equals("http")
        || token.equals("https")
        || token.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  private static boolean isOfName(char one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || one == '.'
        || one == '-'
        || one == '_'
        || one == '*';
  }
}
