package dev.hoplint.cli.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns bytes into text: UTF-8, or UTF-16 with a byte order mark. Everything else is refused, with
/// the place.
final class TextDecoder {
  /// A text, or the reason why there is none.
  sealed interface Decoded {
    /// A text.
    record Text(String text) implements Decoded {}

    /// Not a text.
    record Refused(String message) implements Decoded {}
  }

  private TextDecoder() {}

  static Decoded decode(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return decode(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return decode(bytes, 2, StandardCharsets.UTF_16BE);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return new Decoded.Refused("is not text: it holds a NUL byte" + place(bytes, i));
      }
    }
    // Only a text that holds the replacement character may hide a malformed byte.
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? new Decoded.Text(text)
        : decode(bytes, 0, StandardCharsets.UTF_8);
  }

  private static Decoded decode(byte[] bytes, int start, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      return new Decoded.Refused(
          "is not " + charset.name() + place(bytes, in.position()) + ": " + hex(bytes, in));
    }
    return new Decoded.Text(out.flip().toString());
  }

  private static String hex(byte[] bytes, ByteBuffer at) {
    return "byte 0x%02X".formatted(bytes[at.position()]);
  }

  private static String place(byte[] bytes, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return " in line " + line + ", byte " + (offset - start + 1);
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
