package dev.hoplint.dialect.nginx.pcre;

import java.util.Optional;

/// What PCRE2 makes of a text (10.42, 8-bit, caseless, without UTF).
public sealed interface Pcre {
  /// It compiles, and everything that it means can be said with a linear-time engine.
  record Parsed(Regex pattern) implements Pcre {}

  /// It does not compile: nginx refuses its configuration.
  ///
  /// @param why in the words of PCRE2: `missing closing parenthesis`
  record Invalid(String why) implements Pcre {}

  /// It holds what a linear-time engine cannot do, or means otherwise: whether it compiles and what
  /// it matches is not said.
  ///
  /// @param why the construct, with article: `a lookahead`
  record Unsupported(String why) implements Pcre {}

  /// Parses a pattern, a text of any characters.
  static Pcre parse(String pattern) {
    return PcreParser.parse(ByteText.of(pattern));
  }

  default Optional<Regex> regex() {
    return this instanceof Parsed(Regex pattern) ? Optional.of(pattern) : Optional.empty();
  }
}
