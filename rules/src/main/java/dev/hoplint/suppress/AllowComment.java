package dev.hoplint.suppress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of a suppressing comment: `hoplint: allow <rule>[, …] -- reason`.
///
/// @param rules what stands between `allow` and `--`, split at commas and blanks
/// @param reason blank where none is written
record AllowComment(List<String> rules, String reason) {
  /// What every such comment contains.
  static final String MARKER = "hoplint:";

  private static final String VERB = "allow";

  /// Reads the text behind a `#`; empty for any other comment.
  static Optional<AllowComment> parse(String text) {
    if (!text.startsWith(MARKER)) {
      return Optional.empty();
    }
    String order = text.substring(MARKER.length()).strip();
    boolean allows =
        order.startsWith(VERB)
            && (order.length() == VERB.length()
                || Character.isWhitespace(order.charAt(VERB.length())));
    return allows ? Optional.of(of(order.substring(VERB.length()))) : Optional.empty();
  }

  private static AllowComment of(String text) {
    int dashes = text.indexOf("--");
    String names = dashes < 0 ? text : text.substring(0, dashes);
    String reason = dashes < 0 ? "" : text.substring(dashes + 2).strip();
    List<String> rules = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      boolean gap =
          i == names.length() || names.charAt(i) == ',' || Character.isWhitespace(names.charAt(i));
      if (gap) {
        if (i > start) {
          rules.add(names.substring(start, i));
        }
        start = i + 1;
      }
    }
    return new AllowComment(rules, reason);
  }
}
