package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// What the parser complains about, in words for people who write manifests, at the place where
/// they have to look.
final class SyntaxProblems {
  /// Longer messages repeat hostile input.
  private static final int LONGEST = 160;

  private final String text;
  private final Offsets offsets;

  SyntaxProblems(String text, Offsets offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  Unreadable of(RuntimeException e) {
    if (!(e instanceof MarkedYamlEngineException marked)) {
      return Unreadable.syntax(Span.at(offsets.offset(0)), sentence(e.getMessage()));
    }
    String problem = String.valueOf(marked.getProblem());
    String context = marked.getContext() == null ? "" : marked.getContext();
    int at = offset(marked.getProblemMark());
    int opened = marked.getContextMark().isPresent() ? offset(marked.getContextMark()) : at;
    if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      return Unreadable.syntax(character(opened), unclosed(context, opened, problem));
    }
    if (problem.startsWith("could not find expected ':'")) {
      return Unreadable.syntax(word(opened), "expected \":\" behind this text");
    }
    return Unreadable.syntax(character(at), message(context, problem, at, opened));
  }

  private String unclosed(String context, int opened, String problem) {
    return switch (context) {
      case "while scanning a quoted scalar" -> "the quoted text that starts here does not end";
      case "while scanning a double-quoted scalar" ->
          "the quoted text that starts here does not end";
      case "while parsing a flow sequence", "while parsing a flow mapping" ->
          "the \"%s\" is never closed".formatted(at(opened));
      case "while parsing a flow node" -> "the text ends where a value is expected";
      default -> sentence(context + ", " + problem);
    };
  }

  private String message(String context, String problem, int at, int opened) {
    if (problem.startsWith("mapping values are not allowed")) {
      return "a mapping cannot start here; text that contains \": \" needs quotes";
    }
    if (problem.startsWith("expected <block end>")) {
      return at(at).equals("-")
          ? "a list item stands between the keys of a mapping"
          : "this line fits no line above it; check its indentation and the quotes before it";
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "the document ended above this line; check its indentation";
    }
    if (problem.startsWith("expected ',' or ")) {
      return "expected \",\" or \"%s\" in what \"%s\" opens on line %d"
          .formatted(at(opened).equals("{") ? "}" : "]", at(opened), lineOf(opened));
    }
    if (problem.contains("cannot start any token")) {
      return at(at).equals("\t")
          ? "a tab cannot be used for indentation"
          : "text cannot start with \"%s\"; it needs quotes".formatted(at(at));
    }
    if (problem.contains("Do not use \\t(TAB)")) {
      return "a tab cannot be used for indentation";
    }
    return sentence(context.isEmpty() ? problem : context + ", " + problem);
  }

  private int offset(Optional<Mark> mark) {
    return mark.isPresent() ? Math.min(offsets.offset(mark.get().getIndex()), text.length()) : 0;
  }

  private String at(int offset) {
    return offset < text.length() ? Character.toString(text.codePointAt(offset)) : "";
  }

  private int lineOf(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      line += c == '\n' || (c == '\r' && text.charAt(i + 1) != '\n') ? 1 : 0;
    }
    return line;
  }

  private Span character(int at) {
    boolean visible = at < text.length() && !Characters.isLineEnd(text.charAt(at));
    return visible ? new Span(at, at + Character.charCount(text.codePointAt(at))) : Span.at(at);
  }

  private Span word(int at) {
    int end = at;
    while (end < text.length() && !Characters.isLineEnd(text.charAt(end))) {
      end++;
    }
    while (end > at && Characters.isWhite(text.charAt(end - 1))) {
      end--;
    }
    return new Span(at, end);
  }

  /// One sentence without a period, on one line and not too long.
  private static String sentence(@Nullable String message) {
    String whole = message == null ? "the text cannot be parsed" : message;
    StringBuilder result = new StringBuilder(LONGEST);
    for (int i = 0; i < Math.min(whole.length(), LONGEST); i++) {
      char c = whole.charAt(i);
      boolean stop = c == '.' && (i + 1 == whole.length() || whole.charAt(i + 1) == ' ');
      if (stop || Characters.isLineEnd(c)) {
        break;
      }
      result.append(c == '\'' ? '"' : Character.isISOControl(c) ? '?' : c);
    }
    return result.toString().strip();
  }
}
