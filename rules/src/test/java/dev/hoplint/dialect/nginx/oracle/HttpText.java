package dev.hoplint.dialect.nginx.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// Reads HTTP/1.1 heads as bytes, one char each.
final class HttpText {
  private HttpText() {}

  /// Up to the empty line; empty at the end of the stream.
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(256);
    int one = in.read();
    while (one >= 0) {
      head.append((char) one);
      int length = head.length();
      if (one == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
        return head.toString();
      }
      one = in.read();
    }
    return "";
  }

  static Optional<String> header(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
