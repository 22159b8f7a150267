package dev.hoplint.cli.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Writes JSON, two blanks of indentation per level, as the values come.
///
/// A library would cost more at start-up than a small report takes to write.
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final Appendable out;

  /// For each open object or array, whether it has a member already.
  private final Deque<Boolean> filled = new ArrayDeque<>();

  private boolean named;

  JsonWriter(Appendable out) {
    this.out = out;
  }

  JsonWriter beginObject() throws IOException {
    return begin('{');
  }

  JsonWriter endObject() throws IOException {
    return end('}');
  }

  JsonWriter beginArray() throws IOException {
    return begin('[');
  }

  JsonWriter endArray() throws IOException {
    return end(']');
  }

  JsonWriter name(String name) throws IOException {
    separate();
    string(name);
    out.append(": ");
    named = true;
    return this;
  }

  JsonWriter value(@Nullable String value) throws IOException {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      string(value);
    }
    return this;
  }

  JsonWriter value(long value) throws IOException {
    separate();
    out.append(Long.toString(value));
    return this;
  }

  JsonWriter value(boolean value) throws IOException {
    separate();
    out.append(Boolean.toString(value));
    return this;
  }

  JsonWriter nothing() throws IOException {
    return value((String) null);
  }

  private JsonWriter begin(char bracket) throws IOException {
    separate();
    out.append(bracket);
    filled.push(false);
    return this;
  }

  private JsonWriter end(char bracket) throws IOException {
    if (filled.pop()) {
      newLine();
    }
    out.append(bracket);
    if (filled.isEmpty()) {
      out.append('\n');
    }
    return this;
  }

  private void separate() throws IOException {
    if (named || filled.isEmpty()) {
      named = false;
      return;
    }
    if (filled.pop()) {
      out.append(',');
    }
    filled.push(true);
    newLine();
  }

  private void newLine() throws IOException {
    out.append('\n');
    for (int i = 0; i < filled.size(); i++) {
      out.append("  ");
    }
  }

  private void string(String text) throws IOException {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' '
          || c == '"'
          || c == '\\'
          || c == 0x7F
          || c == 0x2028
          || c == 0x2029
          || isHalf(text, i)) {
        out.append(text, plain, i);
        escape(c);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  /// A surrogate without its other half has no UTF-8 form.
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private void escape(char c) throws IOException {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xF));
        }
      }
    }
  }
}
