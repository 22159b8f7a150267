package dev.hoplint.builtin.lifecycle;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the text of a preStop hook says about the time it takes.
///
/// @param total what it sleeps at least
/// @param beforeStop what it sleeps before the server stops listening (by the hook itself, or by
///   the SIGTERM that follows it); empty where a program decides that cannot be read
/// @param stopsServer whether the hook itself stops the server
/// @param place the value a person would edit: the seconds, the argument of `sleep`, the script
public record HookTiming(
    Duration total, Optional<Duration> beforeStop, boolean stopsServer, Place place) {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");
  private static final Set<String> INSTANT = Set.of("echo", "true", ":", "set", "touch", "rm");
  private static final int LONGEST_NUMBER = 9;
  private static final Pattern SCRIPT = Pattern.compile("-[a-z]*c");
  private static final Pattern DURATION = Pattern.compile("[0-9]+(\\.[0-9]+)?[smhd]?");

  /// Reads a hook; empty where its time cannot be read.
  public static Optional<HookTiming> of(Handler hook) {
    return switch (hook) {
      case Handler.Sleep sleep ->
          sleep
              .seconds()
              .get()
              .filter(seconds -> seconds >= 0)
              .map(Duration::ofSeconds)
              .map(time -> new HookTiming(time, Optional.of(time), false, sleep.seconds().place()));
      case Handler.Exec exec -> ofCommand(exec.command());
      case Handler.HttpGet _, Handler.TcpSocket _, Handler.Grpc _, Handler.None _ ->
          Optional.empty();
    };
  }

  private static Optional<HookTiming> ofCommand(List<Field<String>> command) {
    List<String> words = new ArrayList<>(command.size());
    for (Field<String> word : command) {
      if (!word.isPresent()) {
        return Optional.empty();
      }
      words.add(word.or(""));
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (!SHELLS.contains(program(words))) {
      Place place = command.get(Math.min(1, command.size() - 1)).place();
      return ofCommands(List.of(words), place);
    }
    boolean script = words.size() > 2 && SCRIPT.matcher(words.get(1)).matches();
    return script
        ? ShellScript.parse(words.get(2))
            .flatMap(parsed -> ofCommands(parsed.commands(), command.get(2).place()))
        : Optional.empty();
  }

  private static Optional<HookTiming> ofCommands(List<List<String>> commands, Place place) {
    Duration total = Duration.ZERO;
    Optional<Duration> beforeStop = Optional.empty();
    boolean readable = true;
    boolean stops = false;
    for (List<String> written : commands) {
      List<String> command = written.getFirst().equals("exec") ? tail(written) : written;
      Optional<Duration> sleep = sleep(command);
      if (sleep.isPresent()) {
        total = total.plus(sleep.get());
      } else if (isStop(command) && readable && !stops) {
        stops = true;
        beforeStop = Optional.of(total);
      } else if (!stops && (command.isEmpty() || !INSTANT.contains(program(command)))) {
        readable = false;
      }
    }
    if (readable && !stops) {
      beforeStop = Optional.of(total);
    }
    return Optional.of(new HookTiming(total, beforeStop, stops, place));
  }

  private static Optional<Duration> sleep(List<String> command) {
    if (command.size() < 2 || !program(command).equals("sleep")) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    for (String argument : tail(command)) {
      Optional<Duration> one = duration(argument);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(one.get());
    }
    return Optional.of(sum);
  }

  /// `5`, `2.5`, `5s`, `1m`, as coreutils and busybox read it.
  private static Optional<Duration> duration(String text) {
    if (text.length() > LONGEST_NUMBER || !DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    char unit = text.charAt(text.length() - 1);
    boolean bare = Character.isDigit(unit);
    double number = Double.parseDouble(bare ? text : text.substring(0, text.length() - 1));
    long factor =
        switch (unit) {
          case 'm' -> 60;
          case 'h' -> 3_600;
          case 'd' -> 86_400;
          default -> 1;
        };
    return Optional.of(Duration.ofMillis(Math.round(number * factor * 1_000)));
  }

  /// Commands that make a server stop listening at once, even where it finishes what it has begun.
  private static boolean isStop(List<String> command) {
    if (command.isEmpty()) {
      return false;
    }
    return switch (program(command)) {
      case "nginx" -> command.contains("quit") || command.contains("stop");
      case "kill", "killall", "pkill" ->
          command.stream()
              .skip(1)
              .filter(word -> word.startsWith("-"))
              .allMatch(word -> word.matches("-(SIG)?(TERM|QUIT|INT|15|3|2)"));
      case "apachectl", "apache2ctl", "httpd" -> command.contains("graceful-stop");
      default -> false;
    };
  }

  private static String program(List<String> command) {
    String first = command.getFirst();
    return first.substring(first.lastIndexOf('/') + 1);
  }

  private static List<String> tail(List<String> command) {
    return command.subList(1, command.size());
  }

  /// `30 s`, `2.5 s`, for messages.
  static String words(Duration time) {
    long millis = time.toMillis();
    return (millis % 1_000 == 0 ? Long.toString(millis / 1_000) : Double.toString(millis / 1_000.0))
        + " s";
  }
}
