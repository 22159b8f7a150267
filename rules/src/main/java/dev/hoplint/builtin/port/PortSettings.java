package dev.hoplint.builtin.port;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The variables and flags by which frameworks and servers take the port they listen on.
final class PortSettings {
  /// What the port is for.
  enum Role {
    SERVING,
    HEALTH
  }

  /// A flag with its value.
  ///
  /// @param words as it is written: `--port=3000`, `--port 3000`
  record Argument(Role role, String value, String words, Place place) {}

  private record Word(String text, Place place) {}

  /// Names that mean the port for requests in widespread frameworks: Node and buildpacks (`PORT`),
  /// Spring Boot (`SERVER_PORT`), ASP.NET Core, Quarkus, Micronaut, Rocket, Grafana, Keycloak.
  private static final Set<String> SERVING_VARIABLES =
      Set.of(
          "PORT",
          "HTTP_PORT",
          "SERVER_PORT",
          "APP_PORT",
          "WEB_PORT",
          "LISTEN_PORT",
          "LISTEN_ADDR",
          "LISTEN_ADDRESS",
          "BIND_ADDR",
          "BIND_ADDRESS",
          "HTTP_ADDR",
          "HTTP_LISTEN_ADDR",
          "SERVER_ADDR",
          "ASPNETCORE_URLS",
          "ASPNETCORE_HTTP_PORTS",
          "UVICORN_PORT",
          "NITRO_PORT",
          "QUARKUS_HTTP_PORT",
          "MICRONAUT_SERVER_PORT",
          "ROCKET_PORT",
          "GF_SERVER_HTTP_PORT",
          "KC_HTTP_PORT");

  private static final Set<String> HEALTH_VARIABLES =
      Set.of(
          "MANAGEMENT_SERVER_PORT",
          "MANAGEMENT_PORT",
          "HEALTH_PORT",
          "HEALTHZ_PORT",
          "HEALTHCHECK_PORT",
          "HEALTH_CHECK_PORT",
          "HEALTH_PROBE_PORT",
          "HEALTH_PROBE_BIND_ADDRESS",
          "PROBE_PORT",
          "READINESS_PORT");

  private static final Set<String> SERVING_FLAGS =
      Set.of(
          "port",
          "http-port",
          "http.port",
          "server-port",
          "server.port",
          "listen",
          "listen-port",
          "listen-addr",
          "listen-address",
          "http-listen-address",
          "http-address",
          "http-addr",
          "bind",
          "bind-address",
          "addr",
          "web.listen-address",
          "dserver.port");

  private static final Set<String> HEALTH_FLAGS =
      Set.of(
          "health-port",
          "healthz-port",
          "health-check-port",
          "health-addr",
          "health-address",
          "health-listen-address",
          "health-probe-bind-address",
          "healthz-bind-address",
          "management-port",
          "management.port",
          "probe-port",
          "dmanagement.server.port",
          "management.server.port");

  /// Longest text that is searched for flags; longer ones are scripts that no flag list explains.
  private static final int LONGEST_TEXT = 4096;

  private PortSettings() {}

  static Optional<Role> roleOfVariable(String name) {
    if (SERVING_VARIABLES.contains(name)) {
      return Optional.of(Role.SERVING);
    }
    return HEALTH_VARIABLES.contains(name) ? Optional.of(Role.HEALTH) : Optional.empty();
  }

  /// The flags of `command` and `args` that name a port, in their order.
  static List<Argument> arguments(Container container) {
    List<Word> words =
        Stream.concat(container.command().stream(), container.args().stream())
            .flatMap(PortSettings::words)
            .toList();
    List<Argument> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      int equals = word.indexOf('=');
      String flag = equals < 0 ? word : word.substring(0, equals);
      Optional<Role> role = roleOfFlag(flag);
      if (role.isPresent() && equals >= 0) {
        String value = word.substring(equals + 1);
        found.add(new Argument(role.get(), value, word, words.get(i).place()));
      } else if (role.isPresent() && i + 1 < words.size()) {
        Word next = words.get(i + 1);
        found.add(new Argument(role.get(), next.text(), word + " " + next.text(), next.place()));
      }
    }
    return found;
  }

  private static Stream<Word> words(Field<String> field) {
    String text = written(field);
    return text.length() > LONGEST_TEXT
        ? Stream.of()
        : Arrays.stream(text.strip().split("\\s+", -1)).map(word -> new Word(word, field.place()));
  }

  private static String written(Field<String> field) {
    return switch (field) {
      case Field.Present<String> present -> present.value();
      case Field.Placeholder<String> placeholder -> placeholder.text();
      case Field.Absent<String> _, Field.Null<String> _, Field.WrongType<String> _ -> "";
    };
  }

  private static Optional<Role> roleOfFlag(String word) {
    if (!word.startsWith("-")) {
      return Optional.empty();
    }
    String flag = word.substring(word.startsWith("--") ? 2 : 1).toLowerCase(Locale.ROOT);
    if (SERVING_FLAGS.contains(flag)) {
      return Optional.of(Role.SERVING);
    }
    return HEALTH_FLAGS.contains(flag) ? Optional.of(Role.HEALTH) : Optional.empty();
  }

  /// Whether a value with a `$` cannot be known. `$(NAME)` and `$NAME` are known where the
  /// container sets the variable itself: then the variable is the witness.
  static boolean isUnresolved(String value, Container container) {
    String name = value.replaceAll("[^A-Za-z0-9_]", "");
    return container.environment().stream()
        .noneMatch(variable -> variable.name().is(name) && variable.value().isPresent());
  }

  /// The ports in a value: `3000`, `:3000`, `0.0.0.0:3000`, `http://+:5000;https://+:5001`.
  /// Addresses of the loopback interface are left out: something else stands in front of them.
  static List<Integer> portsIn(String value) {
    List<Integer> ports = new ArrayList<>();
    for (String part : value.replaceAll("[\"']", "").split("[;,]", -1)) {
      if (part.contains("127.0.0.1") || part.contains("localhost") || part.contains("[::1]")) {
        continue;
      }
      String digits = part.strip();
      while (digits.endsWith("/")) {
        digits = digits.substring(0, digits.length() - 1);
      }
      digits = digits.substring(digits.lastIndexOf(':') + 1);
      if (digits.matches("[1-9][0-9]{0,4}") && Integer.parseInt(digits) <= 65_535) {
        ports.add(Integer.parseInt(digits));
      }
    }
    return ports;
  }
}
