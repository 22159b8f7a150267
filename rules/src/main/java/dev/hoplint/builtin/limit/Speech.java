package dev.hoplint.builtin.limit;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What manifests say that a port speaks.
///
/// @param isDeclared whether a field says it that has no other meaning (appProtocol, a probe); else
///   a name or a well-known number suggests it
/// @param words what says it: `appProtocol "https"`
record Speech(Language language, boolean isDeclared, String words, Resource resource, Place place) {
  enum Language {
    HTTP("plain HTTP"),
    TLS("TLS"),
    GRPC("gRPC"),
    FASTCGI("FastCGI");

    private final String word;

    Language(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static final Set<Integer> TLS_PORTS = Set.of(443, 6443, 8443, 9443);
  private static final Set<Integer> HTTP_PORTS = Set.of(80, 3000, 5000, 8000, 8080, 8888);
  private static final int GRPC_PORT = 50_051;

  /// What all witnesses agree on; empty where none speaks or two contradict each other.
  static Optional<Speech> of(Service service, Service.Port port, List<Target> targets) {
    List<Speech> declared = new ArrayList<>();
    appProtocol(service, port).ifPresent(declared::add);
    targets.forEach(target -> probes(target, declared));
    if (!declared.isEmpty()) {
      return agreed(declared);
    }
    List<Speech> suggested = new ArrayList<>();
    named(port.name(), service, suggested);
    numbered(service, port, targets, suggested);
    for (Target target : targets) {
      if (target.podPort() instanceof PodPort.Declared(var _, Container.Port own)) {
        named(own.name(), target.workload(), suggested);
      }
    }
    return agreed(suggested);
  }

  /// Whether nothing but a number suggests it.
  boolean isNumber() {
    return words.startsWith("the well-known port");
  }

  private static Optional<Speech> agreed(List<Speech> witnesses) {
    long languages = witnesses.stream().map(Speech::language).distinct().count();
    return languages == 1 ? Optional.of(witnesses.getFirst()) : Optional.empty();
  }

  private static Optional<Speech> appProtocol(Service service, Service.Port port) {
    String text = port.appProtocol().or("");
    Optional<Language> language =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "https", "wss", "kubernetes.io/wss", "tls" -> Optional.of(Language.TLS);
          case "http", "ws", "kubernetes.io/ws" -> Optional.of(Language.HTTP);
          case "grpc" -> Optional.of(Language.GRPC);
          // h2c servers mostly take HTTP/1.1 as well.
          default -> Optional.empty();
        };
    return language.map(
        found ->
            new Speech(
                found, true, "appProtocol \"" + text + "\"", service, port.appProtocol().place()));
  }

  private static void probes(Target target, List<Speech> declared) {
    Optional<Container> container = target.container();
    Optional<Integer> number = number(target.podPort());
    if (container.isEmpty() || number.isEmpty()) {
      return;
    }
    Container one = container.get();
    probe(target, one, number.get(), "readinessProbe", one.readinessProbe())
        .ifPresent(declared::add);
    probe(target, one, number.get(), "startupProbe", one.startupProbe()).ifPresent(declared::add);
    probe(target, one, number.get(), "livenessProbe", one.livenessProbe()).ifPresent(declared::add);
  }

  private static Optional<Speech> probe(
      Target target, Container container, int number, String name, Optional<Probe> probe) {
    return switch (probe.map(Probe::handler).orElse(null)) {
      case Handler.HttpGet get
          when asks(container, get.port(), number)
              && !get.scheme().isUnknown()
              && get.host().isAbsent() -> {
        boolean tls = get.scheme().or("HTTP").equalsIgnoreCase("HTTPS");
        yield Optional.of(
            new Speech(
                tls ? Language.TLS : Language.HTTP,
                true,
                "the " + name + " of " + container.quoted(),
                target.workload(),
                get.place()));
      }
      case Handler.Grpc grpc when asks(container, grpc.port(), number) ->
          Optional.of(
              new Speech(
                  Language.GRPC,
                  true,
                  "the " + name + " of " + container.quoted(),
                  target.workload(),
                  grpc.place()));
      case null, default -> Optional.empty();
    };
  }

  private static boolean asks(Container container, Field<PortRef> port, int number) {
    return port.get()
        .map(
            reference ->
                switch (reference) {
                  case PortRef.Number(int value) -> value == number;
                  case PortRef.Name(String name) ->
                      container.ports().stream()
                          .anyMatch(own -> own.name().is(name) && own.number().is(number));
                })
        .orElse(false);
  }

  private static Optional<Integer> number(PodPort port) {
    return switch (port) {
      case PodPort.Declared(var _, Container.Port own) -> own.number().get();
      case PodPort.Undeclared(int number) -> Optional.of(number);
      case PodPort.NameMissing _, PodPort.OtherProtocol _, PodPort.Unknown _ -> Optional.empty();
    };
  }

  private static void named(Field<String> name, Resource resource, List<Speech> suggested) {
    String text = name.or("");
    for (String word : Arrays.asList(text.toLowerCase(Locale.ROOT).split("-", -1))) {
      Optional<Language> language =
          switch (word) {
            case "https", "tls", "ssl" -> Optional.of(Language.TLS);
            case "grpc" -> Optional.of(Language.GRPC);
            case "http", "web" -> Optional.of(Language.HTTP);
            case "fcgi", "fastcgi", "fpm" -> Optional.of(Language.FASTCGI);
            default -> Optional.empty();
          };
      language.ifPresent(
          found ->
              suggested.add(
                  new Speech(
                      found, false, "the port name \"" + text + "\"", resource, name.place())));
    }
  }

  private static void numbered(
      Service service, Service.Port port, List<Target> targets, List<Speech> suggested) {
    Stream<Integer> numbers =
        targets.isEmpty()
            ? port.target().get().stream()
                .filter(PortRef.Number.class::isInstance)
                .map(one -> ((PortRef.Number) one).value())
            : targets.stream().flatMap(target -> number(target.podPort()).stream());
    numbers
        .distinct()
        .forEach(
            number ->
                language(number)
                    .ifPresent(
                        found ->
                            suggested.add(
                                new Speech(
                                    found,
                                    false,
                                    "the well-known port " + number,
                                    service,
                                    port.target().place()))));
  }

  private static Optional<Language> language(int number) {
    if (TLS_PORTS.contains(number)) {
      return Optional.of(Language.TLS);
    }
    if (HTTP_PORTS.contains(number)) {
      return Optional.of(Language.HTTP);
    }
    return number == GRPC_PORT ? Optional.of(Language.GRPC) : Optional.empty();
  }
}
