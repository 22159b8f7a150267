package dev.hoplint.webhook.admission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Fits warnings into what the API server hands on: it drops texts with control characters, and
/// once all warnings of a request pass 4,096 characters it cuts each to 256 and drops the rest.
final class WarningLines {
  static final int MOST_LINES = 10;
  static final int MOST_CHARACTERS = 2_000;
  static final int MOST_IN_LINE = 256;

  private WarningLines() {}

  /// One line, the rule's id at its end whatever is cut.
  static String line(String text, String ruleId) {
    String end = " (hoplint " + ruleId + ")";
    return OneLine.of(text, MOST_IN_LINE - OneLine.length(end)) + end;
  }

  /// The first lines that fit, and how many do not.
  static List<String> fit(List<String> lines) {
    SequencedSet<String> different = new LinkedHashSet<>(lines);
    List<String> all = List.copyOf(different);
    int kept = fitting(all, MOST_LINES, MOST_CHARACTERS);
    if (kept < all.size()) {
      String longest = more(all.size());
      kept = fitting(all, MOST_LINES - 1, MOST_CHARACTERS - OneLine.length(longest));
    }
    List<String> fitted = new ArrayList<>(all.subList(0, kept));
    if (kept < all.size()) {
      fitted.add(more(all.size() - kept));
    }
    return fitted;
  }

  private static int fitting(List<String> lines, int most, int characters) {
    int kept = 0;
    int used = 0;
    while (kept < Math.min(lines.size(), most)) {
      used += OneLine.length(lines.get(kept));
      if (used > characters) {
        break;
      }
      kept++;
    }
    return kept;
  }

  private static String more(int count) {
    return "+" + count + " more findings, see `hoplint lint`";
  }
}
