package dev.hoplint.dialect.nginx.oracle;

import dev.hoplint.dialect.nginx.Hosts;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.Server;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// Random manifests of one host, and random requests to it.
final class RandomHosts {
  private static final List<String> SEGMENTS =
      List.of(
          "a", "b", "ab", "A", "foo", "Foo", "foobar", "bar", "api", "apis", "v1", "a.b", "x-y",
          "ü", "~u", "a+b", "%41", "(.*)", "*", "[a-z]+", "{id}", ":id", "é€", "a=b", "$x");

  private static final List<String> PATTERNS =
      List.of(
          "/(.*)",
          "/?(.*)",
          "/()(.*)",
          "/.*",
          "/foo(/|$)(.*)",
          "/foo/?(.*)",
          "/foo/(.*)",
          "/([a-z]+)/(.*)",
          "/\\d+",
          "/v[0-9]+/(.*)",
          "/a{1,2}b?",
          "/(a|b)c?",
          "/(?<n>a+)/x",
          "/foo.bar",
          "/foo\\.bar",
          "/[^/]+/y",
          "/a|/b",
          "/x$",
          "/\\w+\\.js$",
          "/(?i)Foo",
          "/foo(?:bar)?(/.*)?",
          "/[[:alpha:]]+/",
          "/.{3}$",
          "/\\bfoo\\b",
          "/ü(.*)",
          "/[ü]+",
          "/(foo|foobar)(.*)",
          "/(a*)*b",
          "/x{2,}",
          "/[A-F]{2}",
          "/a(?=b)",
          "/(x+x+)+y",
          "/\\x61\\/b",
          "/foo$|/bar",
          "/((a)|b)+",
          "/\\Q.*\\E",
          "/[\\d_-]+",
          "/(a|ab)(c|bcd)(d*)",
          "/$",
          "/[^a]");

  private static final List<String> TARGETS =
      List.of(
          "/",
          "/$1",
          "/$2",
          "$1",
          "/x/$1/$2",
          "/foo",
          "https://else.example/$1",
          "/$1$2",
          "/$10",
          "/a/b",
          "x",
          "/$2$1/");

  private static final List<String> TYPES =
      List.of("Prefix", "Prefix", "Exact", "ImplementationSpecific");

  private final Random random;

  RandomHosts(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /// @param name the host, unique in the test
  String manifests(String name) {
    boolean regexes = chance(60);
    StringBuilder text = new StringBuilder();
    int ingresses = 1 + random.nextInt(3);
    for (int i = 0; i < ingresses; i++) {
      List<String> paths = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int j = 0; j < count; j++) {
        paths.add(path(regexes) + " " + one(TYPES));
      }
      String id = name.substring(0, name.indexOf('.')) + "-" + i;
      String manifest =
          Hosts.ingressOf(name, id, annotations(regexes), paths.toArray(new String[0]));
      text.append(
          chance(8) ? manifest.replace("---\n", "  tls:\n  - secretName: t\n---\n") : manifest);
    }
    return text.toString();
  }

  private String annotations(boolean regexes) {
    List<String> found = new ArrayList<>();
    if (regexes && chance(40)) {
      found.add("use-regex: true");
    }
    if (regexes && chance(40)) {
      found.add("rewrite-target: " + one(TARGETS));
    }
    if (chance(5)) {
      found.add(
          "permanent-redirect: " + one(List.of("https://else.example/", "/new", "b.example/x")));
    }
    if (chance(3)) {
      found.add("app-root: /foo");
    }
    if (chance(3)) {
      found.add("allowlist-source-range: everybody");
    }
    return String.join("; ", found);
  }

  private String path(boolean regexes) {
    if (chance(8)) {
      return "/";
    }
    if (regexes && chance(55)) {
      return chance(75) ? one(PATTERNS) : new RandomPattern(random).path();
    }
    StringBuilder path = new StringBuilder();
    int segments = 1 + random.nextInt(3);
    for (int i = 0; i < segments; i++) {
      path.append(chance(3) ? "//" : "/").append(one(SEGMENTS));
    }
    if (chance(25)) {
      path.append('/');
    }
    return path.toString();
  }

  /// Request targets for a server, without spaces and control characters.
  List<String> targets(Server server, int most) {
    Set<String> found = new LinkedHashSet<>();
    for (Location location : server.locations()) {
      String text = location.text();
      found.add(text);
      found.add(text + "x");
      found.addAll(server.samples(location).stream().limit(6).toList());
    }
    List<String> bases = new ArrayList<>(found);
    while (found.size() < most * 2) {
      found.add(changed(chance(70) ? one(bases) : "/" + one(SEGMENTS) + "/" + one(SEGMENTS)));
    }
    List<String> all =
        new ArrayList<>(found.stream().map(RandomHosts::sendable).distinct().toList());
    java.util.Collections.shuffle(all, random);
    return all.subList(0, Math.min(most, all.size()));
  }

  private String changed(String base) {
    int at = base.isEmpty() ? 0 : random.nextInt(base.length());
    String head = base.substring(0, at);
    String tail = base.substring(at);
    return switch (random.nextInt(14)) {
      case 0 -> base + "/";
      case 1 -> base + "/" + one(SEGMENTS);
      case 2 -> head + "/" + tail;
      case 3 -> head + "/./" + tail;
      case 4 -> head + "/../" + tail;
      case 5 -> head + "%2f" + tail;
      case 6 -> base.toUpperCase(Locale.ROOT);
      case 7 -> base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
      case 8 ->
          head
              + one(List.of("%3F", "%23", "%25", "%20", "%2e", "%0a", "%zz", "%C3%BC", "%ff"))
              + tail;
      case 9 -> base + "?q=/x&" + one(SEGMENTS);
      case 10 -> base + one(SEGMENTS);
      case 11 -> head + tail.toLowerCase(Locale.ROOT);
      case 12 -> base + "/..";
      default -> base + "#f";
    };
  }

  private static String sendable(String target) {
    StringBuilder text = new StringBuilder(target.length());
    for (int i = 0; i < target.length(); i++) {
      char one = target.charAt(i);
      text.append(one <= ' ' || one == 0x7f ? "%" + String.format("%02X", (int) one) : "" + one);
    }
    return text.toString();
  }
}
