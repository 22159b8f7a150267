package dev.hoplint.dialect.nginx;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the controller checks a written value with, before anything reads it
/// (internal/ingress/annotations/parser/validators.go). Linear in the length of the value.
///
/// @param kind which check
/// @param pattern of regex checks; matches anything for the others
/// @param words of word checks
/// @param type what the value means, for sentences
public record Validator(Kind kind, Pattern pattern, List<String> words, String type) {
  private static final Pattern ANYTHING = Pattern.compile("");
  private static final Pattern LABEL = Pattern.compile("^[a-z]([-a-z0-9]*[a-z0-9])?$");
  private static final int LONGEST_LABEL = 63;

  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  public Validator {
    words = List.copyOf(words);
  }

  /// How a value is compared.
  public enum Kind {
    ANY,
    BOOL,
    INT,
    WORD,
    WORD_ANY_CASE,
    CIDRS,
    LABEL,
    COMMON_NAME,
    TEXT,
    SPACELESS,
    TRIMMED,
    EACH
  }

  /// Reads a cell of the table's column `check`.
  static Validator parse(String cell, List<String> words, String type) {
    int space = cell.indexOf(' ');
    String head = space < 0 ? cell : cell.substring(0, space);
    Kind kind =
        head.equals("-") ? Kind.ANY : Kind.valueOf(head.replace('-', '_').toUpperCase(Locale.ROOT));
    Pattern pattern = space < 0 ? ANYTHING : Pattern.compile(cell.substring(space + 1));
    return new Validator(kind, pattern, words, type);
  }

  /// Go's `strconv.ParseBool`.
  public static Optional<Boolean> bool(String text) {
    if (TRUE.contains(text)) {
      return Optional.of(true);
    }
    return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
  }

  /// Go's `strconv.Atoi`: an optional sign and digits, in 64 bits.
  public static Optional<Long> integer(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || text.length() > 20) {
      return Optional.empty();
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Whether what reads the value fails on it even where validation is off.
  boolean isParsed() {
    return switch (kind) {
      case BOOL, INT, CIDRS, WORD, WORD_ANY_CASE -> true;
      case ANY, LABEL, COMMON_NAME, TEXT, SPACELESS, TRIMMED, EACH -> false;
    };
  }

  /// Why a value is refused, as the rest of a sentence about it; empty where it passes.
  ///
  /// @param value as it is written, not empty
  public Optional<String> refusal(String value) {
    boolean passes =
        switch (kind) {
          case ANY -> true;
          case BOOL -> bool(value).isPresent();
          case INT -> integer(value).isPresent();
          case WORD -> words.contains(value.strip());
          case WORD_ANY_CASE -> words.stream().anyMatch(value.strip()::equalsIgnoreCase);
          case CIDRS -> ValidatorAddresses.allIn(value);
          case LABEL -> value.length() <= LONGEST_LABEL && LABEL.matcher(value).find();
          case COMMON_NAME -> value.startsWith("CN=") && isRegex(value.substring(3));
          case TEXT -> !hasLineBreak(value) && matches(value);
          case SPACELESS -> !hasLineBreak(value) && matches(value.replace(" ", ""));
          case TRIMMED -> matches(value.strip());
          case EACH -> List.of(value.split(",", -1)).stream().allMatch(one -> matches(one.strip()));
        };
    return passes ? Optional.empty() : Optional.of(why(value));
  }

  private boolean matches(String text) {
    return pattern.matcher(text).find();
  }

  private static boolean isRegex(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (com.google.re2j.PatternSyntaxException _) {
      return false;
    }
  }

  private static boolean hasLineBreak(String value) {
    return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
  }

  private String why(String value) {
    return switch (kind) {
      case BOOL -> "is neither true nor false";
      case INT -> "is not a whole number";
      case WORD, WORD_ANY_CASE -> "is none of " + String.join(", ", words);
      case CIDRS -> "is not a list of IP addresses and ranges";
      case LABEL -> "is not the name of a Service";
      case COMMON_NAME -> "is not CN= and a regular expression";
      case ANY, TEXT, SPACELESS, TRIMMED, EACH -> whyNot(value);
    };
  }

  private String whyNot(String value) {
    if (hasLineBreak(value)) {
      return "has a line break";
    }
    if (type.equals("size")) {
      return "is not a size (digits, then k, m or g)";
    }
    if (!words.isEmpty()) {
      return "is none of " + String.join(", ", words);
    }
    for (int i = 0; i < value.length(); i++) {
      String one = value.substring(i, i + 1);
      if (!Character.isLetterOrDigit(value.charAt(i)) && !matches(one) && isToBlame(one, value)) {
        return "has the character \"" + one + "\", which is not accepted";
      }
    }
    return "does not have the accepted form";
  }

  /// A comma parts the items of a list, so it is wrong only where the rest would do without it.
  private boolean isToBlame(String character, String value) {
    return !character.equals(",") || matches(value.replace(",", ""));
  }
}
