package dev.hoplint.testing;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A finding that a test file expects: `# want: <rule-id> [certainty] [substring]`, at the end of
/// the line it names or on the lines above it.
public record Want(
    SourceText source, int line, String rule, Optional<Certainty> certainty, String text) {
  private static final Pattern COMMENT = Pattern.compile("^(.*?)#\\s*want:\\s*(\\S+)\\s*(.*)$");

  /// Every expectation in a source.
  public static List<Want> in(SourceText source) {
    List<Want> wants = new ArrayList<>();
    List<Matcher> waiting = new ArrayList<>();
    for (int line = 1; line <= source.lines().lineCount(); line++) {
      Matcher comment = COMMENT.matcher(source.line(line));
      boolean found = comment.matches();
      if (found && comment.group(1).isBlank()) {
        waiting.add(comment);
        continue;
      }
      for (Matcher above : waiting) {
        wants.add(of(source, line, above));
      }
      waiting.clear();
      if (found) {
        wants.add(of(source, line, comment));
      }
    }
    return wants;
  }

  private static Want of(SourceText source, int line, Matcher comment) {
    String rest = comment.group(3).strip();
    for (Certainty certainty : Certainty.values()) {
      if (rest.equals(certainty.word()) || rest.startsWith(certainty.word() + " ")) {
        String text = rest.substring(certainty.word().length()).strip();
        return new Want(source, line, comment.group(2), Optional.of(certainty), text);
      }
    }
    return new Want(source, line, comment.group(2), Optional.empty(), rest);
  }

  /// Whether a finding is the expected one.
  public boolean isMetBy(Finding finding) {
    return finding.place() instanceof Place.InText(SourceText where, var span, var _)
        && where == source
        && where.position(span.start()).line() == line
        && finding.rule().id().equals(rule)
        && certainty.map(finding.certainty()::equals).orElse(true)
        && finding.message().contains(text);
  }

  @Override
  public String toString() {
    return source.name()
        + ":"
        + line
        + ": "
        + rule
        + certainty.map(one -> " " + one.word()).orElse("")
        + (text.isEmpty() ? "" : " " + text);
  }
}
