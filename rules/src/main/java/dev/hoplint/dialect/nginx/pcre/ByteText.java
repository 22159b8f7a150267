package dev.hoplint.dialect.nginx.pcre;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Texts as nginx sees them: one char per byte of UTF-8. Bytes that are no UTF-8 stand in ordinary
/// texts as the lone surrogates U+DC80 to U+DCFF, and keep their identity.
public final class ByteText {
  private static final int ESCAPE = 0xDC00;

  private ByteText() {}

  /// The bytes of a text, one char each; the text itself where it is ASCII.
  public static String of(String text) {
    if (isAscii(text)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 2);
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF) {
        bytes.write(point - ESCAPE);
      } else {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /// The text of bytes that stand one in a char.
  public static String text(String bytes) {
    if (isAscii(bytes)) {
      return bytes;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException _) {
      StringBuilder text = new StringBuilder(bytes.length());
      for (int i = 0; i < bytes.length(); i++) {
        char one = bytes.charAt(i);
        text.append(one < 0x80 ? one : (char) (ESCAPE + one));
      }
      return text.toString();
    }
  }

  /// ASCII letters lowered, as a caseless PCRE compares without UTF.
  public static String folded(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 'A' && bytes.charAt(i) <= 'Z') {
        StringBuilder lower = new StringBuilder(bytes.length());
        for (int j = 0; j < bytes.length(); j++) {
          char one = bytes.charAt(j);
          lower.append(one >= 'A' && one <= 'Z' ? (char) (one + 32) : one);
        }
        return lower.toString();
      }
    }
    return bytes;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
