package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What was asked for on the command line.
///
/// @param ids the promises to measure
/// @param time for each of them
/// @param scale times the world
/// @param share of the promised rates: 1, but for tests
/// @param floor whether the same server without rules is measured beside it
/// @param check whether a missed target is a failure
record Options(
    List<String> ids,
    Duration time,
    Duration warmUp,
    int scale,
    double share,
    boolean floor,
    boolean check) {
  private static final int SECONDS = 30;
  private static final int LONGEST_WARM_UP = 120;

  Options {
    ids = List.copyOf(ids);
  }

  /// @throws IllegalArgumentException for what is not known
  static Options parse(List<String> arguments) {
    List<String> ids = new ArrayList<>();
    int seconds = SECONDS;
    int warmUp = -1;
    int scale = 1;
    boolean floor = true;
    boolean check = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--seconds" -> seconds = number(arguments, ++i);
        case "--warm-up" -> warmUp = number(arguments, ++i);
        case "--scale" -> scale = number(arguments, ++i);
        case "--no-floor" -> floor = false;
        case "--check" -> check = true;
        default -> {
          if (!Measurement.all().containsKey(argument)) {
            throw new IllegalArgumentException(
                "\"" + argument + "\" is none of " + Measurement.all().keySet());
          }
          ids.add(argument);
        }
      }
    }
    Duration warm = Duration.ofSeconds(warmUp < 0 ? Math.min(LONGEST_WARM_UP, seconds) : warmUp);
    List<String> chosen = ids.isEmpty() ? List.copyOf(Measurement.all().keySet()) : ids;
    return new Options(chosen, Duration.ofSeconds(seconds), warm, scale, 1, floor, check);
  }

  private static int number(List<String> arguments, int at) {
    if (at >= arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException("\"" + arguments.get(at - 1) + "\" needs a number");
    }
    return Integer.parseInt(arguments.get(at));
  }
}
