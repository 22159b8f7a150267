package dev.hoplint.builtin.port;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.StringMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a container's own settings say about the ports it listens on: the second witness beside
/// `containerPort`, which nobody enforces.
///
/// Only settings whose meaning is known by their name are witnesses; any mention of a number
/// confirms it. The asymmetry is on purpose: an accusation needs more than a pardon.
///
/// @param serving settings that name the port for requests
/// @param health settings that name the port for probes
/// @param isOpen whether a setting that would matter comes from elsewhere (placeholder,
///   `valueFrom`)
public record ListeningPorts(List<Witness> serving, List<Witness> health, boolean isOpen) {
  public ListeningPorts {
    serving = List.copyOf(serving);
    health = List.copyOf(health);
  }

  /// One setting and the port it names.
  ///
  /// @param words for messages: `env PORT = "3000"`, `argument --port=3000`
  /// @param place the value of the setting
  public record Witness(String words, int port, Place place) {}

  /// Reads `env`, `command` and `args`.
  public static ListeningPorts of(Container container) {
    List<Witness> serving = new ArrayList<>();
    List<Witness> health = new ArrayList<>();
    boolean open = false;
    for (Container.EnvironmentVariable variable : container.environment()) {
      String name = variable.name().or("");
      Optional<PortSettings.Role> role = PortSettings.roleOfVariable(name);
      if (role.isEmpty()) {
        continue;
      }
      if (!variable.value().isPresent()) {
        open = true;
        continue;
      }
      String value = variable.value().or("");
      List<Witness> list = role.get() == PortSettings.Role.SERVING ? serving : health;
      for (int port : PortSettings.portsIn(value)) {
        list.add(
            new Witness("env " + name + " = \"" + value + "\"", port, variable.value().place()));
      }
    }
    for (PortSettings.Argument argument : PortSettings.arguments(container)) {
      if (argument.value().contains("$")) {
        open |= PortSettings.isUnresolved(argument.value(), container);
        continue;
      }
      List<Witness> list = argument.role() == PortSettings.Role.SERVING ? serving : health;
      for (int port : PortSettings.portsIn(argument.value())) {
        list.add(new Witness("argument " + argument.words(), port, argument.place()));
      }
    }
    return new ListeningPorts(serving, health, open);
  }

  /// Whether anything in the pod mentions the number: a probe, a setting, a hook, an annotation.
  /// Only main containers and native sidecars count.
  public static boolean isMentioned(PodTemplate pod, int port) {
    for (StringMap.Entry annotation : pod.annotations().entries()) {
      if (mentions(annotation.value(), port)) {
        return true;
      }
    }
    return pod.serving().stream()
        .anyMatch(container -> isMentioned(container, port) || isProbed(container, port));
  }

  /// Whether a variable, the command, an argument or a hook of the container mentions the number.
  public static boolean isMentioned(Container container, int port) {
    return texts(container).anyMatch(text -> mentions(text, port));
  }

  private static boolean isProbed(Container container, int port) {
    return Stream.of(
            container.readinessProbe(), container.livenessProbe(), container.startupProbe())
        .flatMap(Optional::stream)
        .map(Probe::port)
        .flatMap(Optional::stream)
        .anyMatch(asked -> asked.is(new PortRef.Number(port)));
  }

  private static Stream<Field<String>> texts(Container container) {
    Stream<Field<String>> settings =
        Stream.concat(
            container.environment().stream().map(Container.EnvironmentVariable::value),
            Stream.concat(container.command().stream(), container.args().stream()));
    Stream<Field<String>> commands =
        Stream.of(
                container.readinessProbe().map(Probe::handler),
                container.livenessProbe().map(Probe::handler),
                container.startupProbe().map(Probe::handler),
                container.preStop())
            .flatMap(Optional::stream)
            .flatMap(
                handler ->
                    handler instanceof Handler.Exec exec ? exec.command().stream() : Stream.of());
    return Stream.concat(settings, commands);
  }

  private static boolean mentions(Field<String> field, int port) {
    return switch (field) {
      case Field.Present<String> present -> hasNumber(present.value(), port);
      case Field.Placeholder<String> placeholder -> hasNumber(placeholder.text(), port);
      case Field.Absent<String> _, Field.Null<String> _, Field.WrongType<String> _ -> false;
    };
  }

  /// Whether the digits stand in the text with no digit beside them.
  static boolean hasNumber(String text, int number) {
    String digits = Integer.toString(number);
    for (int at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
      int end = at + digits.length();
      boolean starts = at == 0 || !isDigit(text.charAt(at - 1));
      if (starts && (end == text.length() || !isDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
