package dev.hoplint.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One connection of a server, as bytes of HTTP/1.1: near enough to the socket to break the
/// protocol at will.
final class Wire implements AutoCloseable {
  private static final int BODY_LIMIT = 64 * 1024 * 1024;

  /// @param headers names in lower case
  record Request(String method, String target, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /// The next request; empty when the client has left.
  Optional<Request> read() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] words = line.split(" ");
    if (words.length != 3) {
      throw new IOException("not a request: " + line);
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return Optional.of(new Request(words[0], words[1], headers, body(headers)));
  }

  /// Sends a whole response, on a connection that stays open.
  void respond(int status, Map<String, String> headers, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
    bytes.writeBytes(head(status, headers, "Content-Length: " + body.length));
    bytes.writeBytes(body);
    write(bytes.toByteArray());
  }

  /// Sends the head of a response and half of its body.
  void respondHalf(int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    write(head(status, Map.of(), "Content-Length: " + body.length));
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  /// Sends the head of a response that comes in chunks and ends with the connection.
  void stream(int status) throws IOException {
    write(head(status, Map.of("Connection", "close"), "Transfer-Encoding: chunked"));
  }

  void chunk(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
    chunk.writeBytes(
        (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(bytes);
    chunk.write('\r');
    chunk.write('\n');
    write(chunk.toByteArray());
  }

  /// Sends a chunk that announces more than it holds.
  void brokenChunk(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String size = Integer.toHexString(bytes.length + 1000) + "\r\n";
    write(size.getBytes(StandardCharsets.US_ASCII));
    write(bytes);
  }

  void endOfChunks() throws IOException {
    write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /// Waits until the client leaves.
  void awaitLeaving() throws IOException {
    while (in.read() >= 0) {
      // Whatever it sends is for nobody.
    }
  }

  /// Closes with RST in place of FIN.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private static byte[] head(int status, Map<String, String> headers, String length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
    head.append("Content-Type: application/json\r\n").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.writeBytes(exactly(size));
        line();
      }
      line();
      return body.toString(StandardCharsets.UTF_8);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new String(exactly(length), StandardCharsets.UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";")[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    if (length > BODY_LIMIT) {
      throw new IOException("a body of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ends early");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return "";
  }
}
