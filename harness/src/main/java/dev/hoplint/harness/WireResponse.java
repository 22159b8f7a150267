package dev.hoplint.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP/1.1 response as it came over the wire.
///
/// @param headers names in lower case
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record WireResponse(int status, Map<String, String> headers, byte[] body) {
  private static final int LINE = 64 * 1024;

  public WireResponse {
    headers = Map.copyOf(headers);
  }

  /// A header by its name in lower case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public String text() {
    return new String(body, UTF_8);
  }

  /// Whether the server closes the connection after it.
  public boolean closes() {
    return header("connection").filter(value -> value.equalsIgnoreCase("close")).isPresent();
  }

  /// Reads one, blocking; empty where the connection ends before its first byte.
  public static Optional<WireResponse> read(InputStream in) throws IOException {
    while (true) {
      Optional<String> line = line(in);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      WireResponse response = rest(in, line.get());
      if (response.status() != 100) {
        return Optional.of(response);
      }
    }
  }

  private static WireResponse rest(InputStream in, String line) throws IOException {
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new IOException("malformed HTTP response");
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    while (true) {
      String header = line(in).orElseThrow(() -> new EOFException("unexpected EOF"));
      if (header.isEmpty()) {
        break;
      }
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new WireResponse(status, headers, status == 100 ? new byte[0] : body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        String size = line(in).orElseThrow(() -> new EOFException("unexpected EOF"));
        int count = Integer.parseInt(size.strip(), 16);
        body.write(exactly(in, count));
        line(in);
        if (count == 0) {
          return body.toByteArray();
        }
      }
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("unexpected EOF");
    }
    return bytes;
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return Optional.empty();
    }
    while (c != '\n') {
      if (c < 0 || line.size() > LINE) {
        throw new EOFException("unexpected EOF");
      }
      if (c != '\r') {
        line.write(c);
      }
      c = in.read();
    }
    return Optional.of(line.toString(ISO_8859_1));
  }
}
