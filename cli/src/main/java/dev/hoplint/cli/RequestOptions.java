package dev.hoplint.cli;

import dev.hoplint.route.TraceRequest;
import dev.hoplint.route.TraceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Requests as people write them: methods, URLs, headers, sizes, times. Whoever asks decides what a
/// mistake is: each reading gives a value or the rest of a sentence about the text.
final class RequestOptions {
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 8192;
  private static final int LARGEST_HEADERS = 32_768;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private RequestOptions() {}

  /// A mistake in something that a person wrote.
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1;

    Mistake(String message) {
      super(message, null, false, false);
    }

    String message() {
      return String.valueOf(getMessage());
    }
  }

  /// What is asked, as it is written.
  ///
  /// @param method empty for GET, POST where there is a body
  record Written(
      Optional<String> method,
      String url,
      Optional<String> scheme,
      List<String> headers,
      Optional<String> bodySize,
      Optional<String> slow) {}

  static TraceRequest read(Written written) throws Mistake {
    Optional<String> scheme = Optional.empty();
    if (written.scheme().isPresent()) {
      scheme = Optional.of(scheme(written.scheme().get()));
    }
    TraceUrl url = url(written.url(), scheme);
    Optional<Long> body = Optional.empty();
    if (written.bodySize().isPresent()) {
      body = Optional.of(size(written.bodySize().get()));
    }
    Optional<Long> slow = Optional.empty();
    if (written.slow().isPresent()) {
      slow = Optional.of(seconds(written.slow().get()));
    }
    String method =
        written.method().isPresent()
            ? method(written.method().get())
            : body.isPresent() ? "POST" : "GET";
    // Without one in the URL it is the URL's.
    Optional<String> arrives = written.url().contains("://") ? scheme : Optional.empty();
    return new TraceRequest(method, url, arrives, headers(written.headers()), body, slow);
  }

  /// Whether a word in front of a URL is a method.
  static boolean isMethod(String word) {
    return METHODS.contains(word.toUpperCase(Locale.ROOT)) || word.matches("[A-Z]{3,16}");
  }

  private static String method(String word) throws Mistake {
    if (!isMethod(word)) {
      throw new Mistake("\"" + shortened(word) + "\" is no request method");
    }
    return word.toUpperCase(Locale.ROOT);
  }

  private static TraceUrl url(String text, Optional<String> scheme) throws Mistake {
    return switch (TraceUrl.read(text, scheme)) {
      case TraceUrl.Read.Good(TraceUrl url) -> url;
      case TraceUrl.Read.Bad(String why) ->
          throw new Mistake("the URL \"" + shortened(text) + "\" " + why);
    };
  }

  private static String shortened(String text) {
    return harmless(text.length() <= 80 ? text : text.substring(0, 77) + "…");
  }

  /// Without what a terminal would obey.
  static String harmless(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "\uFFFD");
  }

  private static String scheme(String word) throws Mistake {
    String lower = word.toLowerCase(Locale.ROOT);
    if (!lower.equals("http") && !lower.equals("https")) {
      throw new Mistake("the scheme is http or https, not \"" + shortened(word) + "\"");
    }
    return lower;
  }

  private static List<TraceRequest.Header> headers(List<String> lines) throws Mistake {
    if (lines.size() > MOST_HEADERS) {
      throw new Mistake(lines.size() + " headers are more than " + MOST_HEADERS);
    }
    List<TraceRequest.Header> headers = new ArrayList<>();
    int total = 0;
    for (String line : lines) {
      total += line.length();
      headers.add(header(line));
    }
    if (total > LARGEST_HEADERS) {
      throw new Mistake("the headers have " + total + " characters, more than " + LARGEST_HEADERS);
    }
    return headers;
  }

  private static TraceRequest.Header header(String line) throws Mistake {
    if (line.length() > LONGEST_HEADER) {
      throw new Mistake(
          "a header of "
              + line.length()
              + " characters is longer than the "
              + LONGEST_HEADER
              + " that controllers accept");
    }
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon);
    if (name.equalsIgnoreCase("host")) {
      throw new Mistake("the Host header comes from the URL: write the host there");
    }
    String value = line.substring(colon + 1).strip();
    if (!name.matches("[-!#$%&'*+.^_`|~0-9A-Za-z]+")) {
      throw new Mistake("\"" + shortened(line) + "\" is no header: \"Name: value\" is one");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
      throw new Mistake("the header \"" + shortened(name) + "\" holds a control character");
    }
    return new TraceRequest.Header(name, value);
  }

  /// Bytes of `20m`, `512k`, `1g`, `100`.
  private static long size(String text) throws Mistake {
    if (!text.matches("[0-9]{1,12}[kKmMgG]?")) {
      throw new Mistake("\"" + shortened(text) + "\" is no size: 100, 512k, 20m and 1g are");
    }
    char unit = Character.toLowerCase(text.charAt(text.length() - 1));
    long factor =
        switch (unit) {
          case 'k' -> 1L << 10;
          case 'm' -> 1L << 20;
          case 'g' -> 1L << 30;
          default -> 1;
        };
    String digits = factor == 1 ? text : text.substring(0, text.length() - 1);
    return Long.parseLong(digits) * factor;
  }

  /// Seconds of `90s`, `2m`, `1h`, `90`.
  private static long seconds(String text) throws Mistake {
    if (!text.matches("[0-9]{1,9}[smh]?")) {
      throw new Mistake("\"" + shortened(text) + "\" is no time: 90s, 2m and 1h are");
    }
    char unit = text.charAt(text.length() - 1);
    long factor =
        switch (unit) {
          case 'm' -> 60;
          case 'h' -> 3600;
          default -> 1;
        };
    String digits = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
    return Long.parseLong(digits) * factor;
  }
}
