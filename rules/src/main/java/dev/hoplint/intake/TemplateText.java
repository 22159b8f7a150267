package dev.hoplint.intake;

import dev.hoplint.text.Placeholders;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.regex.Pattern;

/// Recognises texts that a template engine fills in before they are manifests: Go and Helm
/// templates, Jinja, ERB, ytt, and placeholders where YAML has no room for them.
///
/// A `{{x}}` inside a string (an alert's text, a quoted value) is no template: the file is a
/// manifest as it stands, and [Placeholders] deals with the field.
final class TemplateText {
  private static final Pattern PLACEHOLDER_LINE =
      Pattern.compile("(?:- )?(?:\\$\\{[^{}]+\\}|\\$\\([^()]+\\)|__\\w+__|@\\w+@|%\\w+%)\\s*");

  private TemplateText() {}

  /// Whether a document that was read is a template all the same: YAML reads an unquoted `{{ x }}`
  /// as a mapping whose key is a mapping, which no manifest holds.
  static boolean in(Document document) {
    return document.root().isPresent() && hasMappingAsKey(document.root().get());
  }

  private static boolean hasMappingAsKey(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        for (Mapping.Entry entry : mapping.entries()) {
          if (entry.key() instanceof Mapping
              || hasMappingAsKey(entry.key())
              || hasMappingAsKey(entry.value())) {
            yield true;
          }
        }
        yield false;
      }
      case Sequence sequence -> sequence.items().stream().anyMatch(TemplateText::hasMappingAsKey);
      case Scalar _, Alias _ -> false;
    };
  }

  /// Whether ytt fills in the text: its instructions are comments.
  static boolean isYtt(String text) {
    for (int at = text.indexOf("#@"); at >= 0; at = text.indexOf("#@", at + 2)) {
      boolean startsComment = at == 0 || Character.isWhitespace(text.charAt(at - 1));
      boolean instructs =
          text.startsWith(" ", at + 2)
              || text.startsWith("data/", at + 2)
              || text.startsWith("overlay/", at + 2)
              || text.startsWith("schema/", at + 2);
      if (startsComment && instructs) {
        return true;
      }
    }
    return false;
  }

  /// Whether a text that could not be read stands in template syntax outside of block scalars: a
  /// line that starts with it, or an unquoted value that does.
  static boolean controls(String text) {
    int blockIndent = -1;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      int indent = indent(line);
      if (indent == line.length()) {
        continue;
      }
      if (blockIndent >= 0 && indent > blockIndent) {
        continue;
      }
      blockIndent = -1;
      String body = line.substring(indent);
      if (body.charAt(0) == '#') {
        continue;
      }
      if (controlsLine(body)) {
        return true;
      }
      if (opensBlock(body)) {
        blockIndent = indent;
      }
    }
    return false;
  }

  /// Whether a block scalar's text follows: the line ends with its indicator, alone, behind a key,
  /// a dash, a tag or an anchor.
  private static boolean opensBlock(String body) {
    int comment = body.indexOf(" #");
    String line = (comment < 0 ? body : body.substring(0, comment)).stripTrailing();
    int space = line.lastIndexOf(' ');
    String indicator = line.substring(space + 1);
    if (!isBlockIndicator(indicator)) {
      return false;
    }
    String before = line.substring(0, Math.max(0, space)).stripTrailing();
    String last = before.substring(before.lastIndexOf(' ') + 1);
    return last.isEmpty()
        || last.endsWith(":")
        || last.equals("-")
        || last.equals("---")
        || last.startsWith("!")
        || last.startsWith("&");
  }

  private static boolean isBlockIndicator(String text) {
    if (text.isEmpty() || text.length() > 3 || "|>".indexOf(text.charAt(0)) < 0) {
      return false;
    }
    return text.chars().skip(1).allMatch(c -> c == '+' || c == '-' || (c >= '1' && c <= '9'));
  }

  private static boolean controlsLine(String body) {
    return opens(body, 0)
        || (body.length() < 200 && PLACEHOLDER_LINE.matcher(body).matches())
        || opensAfter(body, ": ")
        || opensAfter(body, "- ");
  }

  private static boolean opensAfter(String body, String mark) {
    for (int at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length())) {
      int value = at + mark.length();
      while (value < body.length() && body.charAt(value) == ' ') {
        value++;
      }
      if (opens(body, value) || (value < body.length() && isMarkedName(body, value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean opens(String body, int at) {
    return body.startsWith("{{", at)
        || body.startsWith("{%", at)
        || body.startsWith("{#", at)
        || body.startsWith("<%", at);
  }

  /// `%NAME%` and `@NAME@` cannot start a plain scalar.
  private static boolean isMarkedName(String body, int at) {
    char mark = body.charAt(at);
    if (mark != '%' && mark != '@') {
      return false;
    }
    int end = body.indexOf(mark, at + 1);
    return end > at + 1 && Placeholders.in(body.substring(at, end + 1));
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
      indent++;
    }
    return indent;
  }
}
