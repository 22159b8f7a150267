package dev.hoplint.builtin.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A shell script that is a plain list of commands: `sleep 10 && nginx -s quit; sleep 15`.
///
/// Anything a reader cannot follow without running it (variables, pipes, redirections, conditions,
/// loops, background jobs) makes the whole script unreadable.
///
/// @param commands the commands in their order, each as its words
record ShellScript(List<List<String>> commands) {
  private static final String UNREADABLE = "$`(){}<>|\\*?[]!";
  private static final Set<String> CONTROL =
      Set.of(
          "if",
          "for",
          "while",
          "until",
          "case",
          "function",
          "trap",
          "wait",
          "exit",
          "return",
          "eval");

  ShellScript {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /// Reads a script; empty where it is more than a list of commands.
  static Optional<ShellScript> parse(String text) {
    return new Parser(text).parse();
  }

  private static final class Parser {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Optional<ShellScript> parse() {
      while (at < text.length()) {
        if (!step(text.charAt(at))) {
          return Optional.empty();
        }
        at++;
      }
      endCommand();
      boolean controlled =
          commands.stream().anyMatch(command -> CONTROL.contains(command.getFirst()));
      return controlled ? Optional.empty() : Optional.of(new ShellScript(commands));
    }

    private boolean step(char c) {
      switch (c) {
        case ' ', '\t', '\r' -> endWord();
        case ';', '\n' -> endCommand();
        case '&' -> {
          at++;
          if (at >= text.length() || text.charAt(at) != '&') {
            return false;
          }
          endCommand();
        }
        case '\'', '"' -> {
          return quoted(c);
        }
        case '#' -> {
          if (inWord) {
            word.append(c);
          } else {
            skipComment();
          }
        }
        default -> {
          if (UNREADABLE.indexOf(c) >= 0) {
            return false;
          }
          inWord = true;
          word.append(c);
        }
      }
      return true;
    }

    private boolean quoted(char quote) {
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        return false;
      }
      String inside = text.substring(at + 1, end);
      if (quote == '"' && inside.chars().anyMatch(c -> c == '$' || c == '`' || c == '\\')) {
        return false;
      }
      inWord = true;
      word.append(inside);
      at = end;
      return true;
    }

    private void skipComment() {
      while (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
        at++;
      }
    }

    private void endWord() {
      if (inWord) {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
      }
    }

    private void endCommand() {
      endWord();
      if (!words.isEmpty()) {
        commands.add(words);
        words = new ArrayList<>();
      }
    }
  }
}
