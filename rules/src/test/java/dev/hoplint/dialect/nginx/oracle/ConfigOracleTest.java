package dev.hoplint.dialect.nginx.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ConfigFailure;
import dev.hoplint.dialect.nginx.Hosts;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `nginx -t` agrees with [ConfigFailure] in both directions: what is called fine is fine, all in
/// one configuration; what is called broken is refused, each alone.
///
/// Not covered: failures that depend on which Ingress is older, and those that are inferred
/// (certainty `likely`).
class ConfigOracleTest {
  private static final long SEED = Long.getLong("hoplint.oracle.seed", 20_261_121L);
  private static final int PATTERNS = 4_000;
  private static final int SETS = 1_500;
  private static final int VALUES = 400;
  private static final int MOST_BROKEN = 200;
  private static final int PORT = 18_099;

  private static final List<String> TEXTS =
      List.of(
          "/", "/a", "/a/", "/a/b", "/a/b/", "/A", "/a ;b", "/a{b}", "/ü", "/$x", "/\"q\"",
          "/a\\b");

  private static final List<String> TARGETS =
      List.of(
          "/",
          "/$1",
          "/$10",
          "/$9x",
          "/$",
          "/$0",
          "/$foo",
          "/$uri",
          "/$host$1",
          "/x$",
          "$",
          "$1",
          "/$_",
          "/$request_uri",
          "/$Uri",
          "/$arg_x",
          "/$http_x",
          "/$1$",
          "/a.b:c",
          "/$time_local");

  @TempDir Path folder;

  /// A server, and whether nginx takes it.
  private record Judged(String server, boolean fine, String label) {}

  @Test
  void patterns() {
    RandomPattern random = new RandomPattern(new Random(SEED));
    List<Judged> all = new ArrayList<>();
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = "^" + (i % 3 == 0 ? random.path() : random.broken());
      Pcre parsed = Pcre.parse(pattern);
      if (!(parsed instanceof Pcre.Unsupported)) {
        String server = "server { location ~* " + Rendered.quoted(pattern) + " { return 200; } }\n";
        all.add(new Judged(server, parsed instanceof Pcre.Parsed, pattern + " " + parsed));
      }
    }
    judge("patterns", all);
  }

  @Test
  void locationSets() {
    Random random = new Random(SEED);
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < SETS; i++) {
      int ingresses = 1 + random.nextInt(2);
      for (int j = 0; j < ingresses; j++) {
        String[] paths = new String[1 + random.nextInt(4)];
        for (int k = 0; k < paths.length; k++) {
          int narrow = random.nextInt(3) == 0 ? TEXTS.size() : 3;
          paths[k] =
              TEXTS.get(random.nextInt(narrow)) + (random.nextBoolean() ? " Exact" : " Prefix");
        }
        String annotations = random.nextInt(8) == 0 ? "use-regex: true" : "";
        manifests.append(
            Hosts.ingressOf("h" + i + ".example", "i" + i + "-" + j, annotations, paths));
      }
    }
    judgeHosts("location sets", manifests.toString());
  }

  @Test
  void values() {
    Random random = new Random(SEED);
    List<String> sizes =
        List.of("4k", "8k", "16k", "1k", "0", "1m", "12k", "24k", "4096", "1g", "2k");
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < VALUES; i++) {
      List<String> annotations = new ArrayList<>();
      for (String name :
          List.of("proxy-buffer-size", "proxy-busy-buffers-size", "proxy-max-temp-file-size")) {
        if (random.nextInt(2) == 0) {
          annotations.add(name + ": " + sizes.get(random.nextInt(sizes.size())));
        }
      }
      if (random.nextInt(2) == 0) {
        annotations.add("proxy-buffers-number: " + random.nextInt(6));
      }
      if (random.nextInt(4) == 0) {
        annotations.add("rewrite-target: " + TARGETS.get(random.nextInt(TARGETS.size())));
      }
      if (random.nextInt(6) == 0) {
        annotations.add(
            "proxy-read-timeout: " + List.of("0", "-1", "5", "100000").get(random.nextInt(4)));
      }
      if (random.nextInt(6) == 0) {
        annotations.add(
            "custom-http-errors: "
                + List.of("404", "499", "404,503", "599").get(random.nextInt(4)));
      }
      if (random.nextInt(6) == 0) {
        annotations.add(
            "proxy-cookie-path: "
                + List.of("off", "/ /x", "/x", "/a /b /c").get(random.nextInt(4)));
      }
      if (random.nextInt(5) == 0) {
        annotations.add("proxy-redirect-from: default");
        annotations.add(
            "backend-protocol: "
                + List.of("HTTP", "GRPC", "AUTO_HTTP", "HTTPS", "FCGI").get(random.nextInt(5)));
      }
      manifests.append(
          Hosts.ingressOf(
              "h" + i + ".example", "i" + i, String.join("; ", annotations), "/a Prefix"));
    }
    judgeHosts("values", manifests.toString());
  }

  private void judgeHosts(String what, String manifests) {
    World world = Worlds.closed(manifests);
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    NginxModel model = new NginxModel(world, NginxOptions.DEFAULT, controllers::of);
    VirtualHosts hosts = model.hosts(world.all(Ingress.class).getFirst());
    Map<Ingress, List<ConfigFailure>> failures = new java.util.IdentityHashMap<>();
    hosts
        .failures()
        .forEach(
            failure ->
                failure
                    .culprits()
                    .forEach(
                        one ->
                            failures
                                .computeIfAbsent(one.ingress(), _ -> new ArrayList<>())
                                .add(failure)));
    List<Judged> all = new ArrayList<>();
    for (VirtualHost host : hosts.all()) {
      List<ConfigFailure> own =
          host.ingresses().stream()
              .flatMap(one -> failures.getOrDefault(one, List.of()).stream())
              .toList();
      boolean sure = own.stream().allMatch(one -> one.certainty() == Certainty.CERTAIN);
      if (!host.isCatchAll() && sure) {
        all.add(new Judged(server(model, host), own.isEmpty(), own.toString()));
      }
    }
    judge(what, all);
  }

  private static String server(NginxModel model, VirtualHost host) {
    return host.server().locations().stream()
        .map(
            location ->
                " location "
                    + Rendered.head(host.server(), location)
                    + " {\n"
                    + location
                        .ingress()
                        .map(model::annotations)
                        .map(ConfigOracleTest::values)
                        .orElse("")
                    + (location.needsRewrite()
                        ? "rewrite "
                            + Rendered.quoted("(?i)" + location.text())
                            + " "
                            + location.settings().rewriteTarget().orElseThrow()
                            + " break;\n"
                        : "")
                    + location
                        .ingress()
                        .map(model::annotations)
                        .map(ConfigOracleTest::pass)
                        .orElse("")
                    + " }\n")
        .collect(Collectors.joining("", "server {\n server_name " + host.name() + ";\n", "}\n"));
  }

  /// The directives of the template that hold values of annotations, with the controller's
  /// defaults.
  private static String values(Annotations annotations) {
    StringBuilder text = new StringBuilder();
    String size = written(annotations, "proxy-buffer-size").orElse("4k");
    text.append("proxy_buffer_size ").append(size).append(";\nproxy_buffers ");
    text.append(written(annotations, "proxy-buffers-number").orElse("4"))
        .append(' ')
        .append(size)
        .append(";\n");
    written(annotations, "proxy-busy-buffers-size")
        .ifPresent(one -> text.append("proxy_busy_buffers_size ").append(one).append(";\n"));
    text.append("proxy_max_temp_file_size ");
    text.append(written(annotations, "proxy-max-temp-file-size").orElse("1024m")).append(";\n");
    text.append("proxy_read_timeout ");
    text.append(written(annotations, "proxy-read-timeout").orElse("60")).append("s;\n");
    text.append("proxy_cookie_path ");
    text.append(written(annotations, "proxy-cookie-path").orElse("off")).append(";\n");
    for (String code : written(annotations, "custom-http-errors").orElse("").split(",", -1)) {
      text.append(code.isEmpty() ? "" : "error_page " + code + " = @custom;\n");
    }
    return text.toString();
  }

  private static String pass(Annotations annotations) {
    String pass =
        switch (annotations.text("backend-protocol").orElse("HTTP")) {
          case "GRPC" -> "grpc_pass grpc://stub;\n";
          case "AUTO_HTTP" -> "proxy_pass $scheme://stub;\n";
          case "HTTPS" -> "proxy_pass https://stub;\n";
          case "FCGI" -> "fastcgi_pass stub;\n";
          default -> "proxy_pass http://stub;\n";
        };
    return pass + "proxy_redirect " + annotations.text("proxy-redirect-from").orElse("off") + ";\n";
  }

  /// The value as it is rendered, right or wrong.
  private static Optional<String> written(Annotations annotations, String name) {
    return annotations.entry(name).flatMap(entry -> entry.value().get());
  }

  private void judge(String what, List<Judged> all) {
    RealNginx.binary();
    String stub = "upstream stub { server 127.0.0.1:1; }\n";
    String fine =
        all.stream().filter(Judged::fine).map(Judged::server).collect(Collectors.joining());
    assertThat(RealNginx.problem(folder, Rendered.configuration("", PORT, stub + fine))).isEmpty();
    List<Judged> broken = all.stream().filter(one -> !one.fine()).limit(MOST_BROKEN).toList();
    List<String> accepted = new ArrayList<>();
    for (Judged one : broken) {
      if (RealNginx.problem(folder, Rendered.configuration("", PORT, stub + one.server()))
          .isEmpty()) {
        accepted.add(one.label() + " in " + one.server());
      }
    }
    System.out.printf(
        "nginx oracle: %s: %d fine and %d broken configurations compared%n",
        what, all.stream().filter(Judged::fine).count(), broken.size());
    assertThat(accepted).isEmpty();
    assertThat(broken).isNotEmpty();
  }
}
