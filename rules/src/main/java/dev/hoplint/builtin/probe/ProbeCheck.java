package dev.hoplint.builtin.probe;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a probe asks and how patiently, defaults applied: two probes with equal checks fail
/// together.
///
/// @param words the handler's type and settings
record ProbeCheck(List<String> words, int period, int timeout, int failures) {
  ProbeCheck {
    words = List.copyOf(words);
  }

  /// Empty where something cannot be read or nothing is asked.
  static Optional<ProbeCheck> of(ContainerProbe one) {
    Probe probe = one.probe();
    if (!one.hasKnownTimes()) {
      return Optional.empty();
    }
    return words(one)
        .map(
            words ->
                new ProbeCheck(
                    words,
                    probe.periodOrDefault(),
                    probe.timeoutOrDefault(),
                    probe.failureThresholdOrDefault()));
  }

  private static Optional<List<String>> words(ContainerProbe one) {
    Optional<String> port =
        one.port() instanceof ContainerProbe.OwnPort.Number(int number)
            ? Optional.of(Integer.toString(number))
            : Optional.empty();
    return switch (one.probe().handler()) {
      case Handler.HttpGet get -> port.flatMap(number -> http(get, number));
      case Handler.TcpSocket _ -> port.map(number -> List.of("tcp", number));
      case Handler.Grpc _ -> port.map(number -> List.of("grpc", number));
      case Handler.Exec exec -> command(exec);
      case Handler.Sleep _, Handler.None _ -> Optional.empty();
    };
  }

  private static Optional<List<String>> http(Handler.HttpGet get, String port) {
    if (get.path().isUnknown() || get.scheme().isUnknown()) {
      return Optional.empty();
    }
    List<String> words =
        new ArrayList<>(List.of("http", get.scheme().or("HTTP"), port, get.path().or("/")));
    for (Handler.Header header : get.headers()) {
      words.add(header.name().or("?") + ": " + header.value().or("?"));
    }
    return Optional.of(words);
  }

  private static Optional<List<String>> command(Handler.Exec exec) {
    List<String> words = new ArrayList<>(List.of("exec"));
    for (Field<String> word : exec.command()) {
      if (!word.isPresent()) {
        return Optional.empty();
      }
      words.add(word.or(""));
    }
    return words.size() > 1 ? Optional.of(words) : Optional.empty();
  }
}
