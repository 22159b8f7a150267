package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import dev.hoplint.route.TraceAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Statuses that somebody expects: `200`, `2xx`, `308`, `app`; one of them is enough.
///
/// A redirect is compared with what the request itself gets; everything else with what the client
/// has after following redirects. A request that reaches the application counts as any 2xx: what
/// the application answers is not in the manifests.
public record Expectation(List<String> words) {
  /// The application answers, whatever it says.
  private static final String APPLICATION = "app";

  /// Whether a prediction is what is expected.
  public enum Met {
    YES,
    NO,
    /// It cannot be known.
    UNKNOWN
  }

  public Expectation {
    words = List.copyOf(words);
  }

  /// Reads `200` or `200,204`; empty for what is no status.
  public static Optional<Expectation> read(List<String> texts) {
    List<String> words = new ArrayList<>();
    for (String text : texts) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (!word.equals(APPLICATION) && !word.matches("[1-5](xx|[0-9][0-9])|30x")) {
        return Optional.empty();
      }
      words.add(word.equals("30x") ? "3xx" : word);
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(new Expectation(words));
  }

  public Met met(Prediction prediction) {
    boolean unknown = false;
    for (String word : words) {
      Met met = met(word, prediction);
      if (met == Met.YES) {
        return met;
      }
      unknown |= met == Met.UNKNOWN;
    }
    return unknown ? Met.UNKNOWN : Met.NO;
  }

  private static Met met(String word, Prediction prediction) {
    TraceAnswer first = prediction.trace().legs().getFirst().answer();
    if (word.startsWith("3") && first instanceof TraceAnswer.Redirect redirect) {
      return is(matches(word, redirect.code()));
    }
    return switch (prediction.outcome()) {
      case LOOP -> Met.NO;
      case REDIRECTED -> word.startsWith("3") ? Met.NO : Met.UNKNOWN;
      case UNKNOWN -> Met.UNKNOWN;
      case REACHED, FAILED ->
          prediction.answer() instanceof TraceAnswer.Status status
              ? codes(word, status.codes())
              : is(word.equals(APPLICATION) || word.startsWith("2"));
    };
  }

  private static Met codes(String word, List<Integer> codes) {
    long matching = codes.stream().filter(code -> matches(word, code)).count();
    return matching == 0 ? Met.NO : is(matching == codes.size(), Met.UNKNOWN);
  }

  private static Met is(boolean met) {
    return is(met, Met.NO);
  }

  private static Met is(boolean met, Met otherwise) {
    return met ? Met.YES : otherwise;
  }

  private static boolean matches(String word, int code) {
    String text = Integer.toString(code);
    return word.equals(text) || (word.endsWith("xx") && word.charAt(0) == text.charAt(0));
  }

  @Override
  public String toString() {
    return String.join(" or ", words);
  }
}
