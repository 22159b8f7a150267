package dev.hoplint.builtin.limit;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How long a backend says it may take for one request: in arguments and variables of gunicorn,
/// uWSGI, PHP, Spring, and in gRPC deadlines.
final class DeclaredTimes {
  /// @param words what says it: `--timeout 120`
  record Declared(long seconds, String words, Place place) {}

  private enum Unit {
    SECONDS,
    MILLIS
  }

  /// Longest text that is searched.
  private static final int LONGEST_TEXT = 4096;

  private static final Map<String, Unit> VARIABLES =
      Map.of(
          "GUNICORN_TIMEOUT", Unit.SECONDS,
          "UWSGI_HARAKIRI", Unit.SECONDS,
          "MAX_EXECUTION_TIME", Unit.SECONDS,
          "PHP_MAX_EXECUTION_TIME", Unit.SECONDS,
          "PHP_FPM_REQUEST_TERMINATE_TIMEOUT", Unit.SECONDS,
          "SPRING_MVC_ASYNC_REQUEST_TIMEOUT", Unit.MILLIS);

  private static final Map<String, Unit> DEADLINES =
      Map.of(
          "GRPC_DEADLINE_SECONDS", Unit.SECONDS,
          "GRPC_TIMEOUT_SECONDS", Unit.SECONDS,
          "GRPC_DEADLINE_MS", Unit.MILLIS,
          "GRPC_TIMEOUT_MS", Unit.MILLIS);

  private static final List<String> OPTION_VARIABLES =
      List.of("GUNICORN_CMD_ARGS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private DeclaredTimes() {}

  /// The longest time that a container declares.
  ///
  /// @param grpc whether it is spoken to in gRPC, so that deadlines count
  static Optional<Declared> of(Container container, boolean grpc) {
    List<Declared> found = new ArrayList<>();
    boolean gunicorn =
        Stream.concat(container.command().stream(), container.args().stream())
            .anyMatch(word -> word.or("").contains("gunicorn"));
    container.command().forEach(word -> options(word, gunicorn, found));
    container.args().forEach(word -> options(word, gunicorn, found));
    separate(container.command(), gunicorn, found);
    separate(container.args(), gunicorn, found);
    for (Container.EnvironmentVariable variable : container.environment()) {
      variable(variable, grpc, found);
    }
    return found.stream()
        .filter(one -> one.seconds() > 0)
        .max(Comparator.comparingLong(Declared::seconds));
  }

  private static void variable(
      Container.EnvironmentVariable variable, boolean grpc, List<Declared> found) {
    String name = variable.name().or("");
    if (OPTION_VARIABLES.contains(name)) {
      options(variable.value(), name.equals("GUNICORN_CMD_ARGS"), found);
      return;
    }
    Unit unit = VARIABLES.get(name);
    if (unit == null && grpc) {
      unit = DEADLINES.get(name);
    }
    if (unit != null && variable.value().get().isPresent()) {
      Place place = variable.value().place();
      String value = variable.value().or("");
      seconds(value, unit)
          .ifPresent(time -> found.add(new Declared(time, name + " " + value, place)));
    }
  }

  /// Options within one word, or within one word that is a script.
  private static void options(Field<String> word, boolean gunicorn, List<Declared> found) {
    String text = word.or("");
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return;
    }
    List<String> parts = Arrays.asList(BLANKS.split(text.strip(), -1));
    for (int i = 0; i < parts.size(); i++) {
      String next = i + 1 < parts.size() ? parts.get(i + 1) : "";
      option(parts.get(i), next, gunicorn || text.contains("gunicorn"), word.place(), found);
    }
  }

  /// Options whose value is the next word.
  private static void separate(List<Field<String>> words, boolean gunicorn, List<Declared> found) {
    for (int i = 0; i + 1 < words.size(); i++) {
      String word = words.get(i).or("");
      if (word.startsWith("-") && !word.contains("=") && !word.contains(" ")) {
        option(word, words.get(i + 1).or(""), gunicorn, words.get(i + 1).place(), found);
      }
    }
  }

  private static void option(
      String word, String next, boolean gunicorn, Place place, List<Declared> found) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? next : word.substring(equals + 1);
    Optional<Long> seconds =
        switch (name) {
          case "--timeout", "-t" -> gunicorn ? seconds(value, Unit.SECONDS) : Optional.empty();
          case "--harakiri" -> seconds(value, Unit.SECONDS);
          case "max_execution_time", "-dmax_execution_time" ->
              equals < 0 ? Optional.empty() : seconds(value, Unit.SECONDS);
          case "-Dspring.mvc.async.request-timeout", "--spring.mvc.async.request-timeout" ->
              seconds(value, Unit.MILLIS);
          default -> Optional.empty();
        };
    String words = equals < 0 ? name + " " + value : word;
    seconds.ifPresent(time -> found.add(new Declared(time, words, place)));
  }

  private static Optional<Long> seconds(String value, Unit unit) {
    boolean bare = value.strip().matches("[0-9]{1,9}");
    return MeantSeconds.of(bare && unit == Unit.MILLIS ? value.strip() + "ms" : value);
  }
}
