package dev.hoplint.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The formats of a report.
public enum OutputFormat {
  TEXT("text"),
  JSON("json");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /// As it is written behind `--format`.
  public String word() {
    return word;
  }

  public static Optional<OutputFormat> parse(String word) {
    for (OutputFormat format : values()) {
      if (format.word.equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (OutputFormat format : values()) {
      words.add(format.word);
    }
    return words;
  }

  public Reporter reporter(ReportStyle style) {
    return switch (this) {
      case TEXT -> new TextReporter(style);
      case JSON -> new JsonReporter();
    };
  }
}
