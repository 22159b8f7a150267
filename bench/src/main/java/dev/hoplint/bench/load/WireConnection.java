package dev.hoplint.bench.load;

import dev.hoplint.harness.ConnectionPool;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One kept-alive HTTP/1.1 connection over TLS, one request at a time. Costs little, so that what
/// is measured is the server.
final class WireConnection implements ConnectionPool.Connection {
  private static final int CONNECT_MILLIS = 30_000;
  private static final AtomicLong COUNT = new AtomicLong();

  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;

  private WireConnection(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 4_096);
    this.out = socket.getOutputStream();
  }

  /// Connects and shakes hands in full: Go's client resumes no session, and a name of its own for
  /// each connection keeps this one from doing so.
  static WireConnection open(InetSocketAddress address, String serverName, SSLSocketFactory tls)
      throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(address, CONNECT_MILLIS);
      plain.setSoTimeout(CONNECT_MILLIS);
      String peer = COUNT.incrementAndGet() + "." + serverName;
      SSLSocket socket = (SSLSocket) tls.createSocket(plain, peer, address.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3"});
      parameters.setNamedGroups(new String[] {"x25519"}); // One key share, as Go sends.
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new WireConnection(socket);
    } catch (IOException | RuntimeException failed) {
      plain.close();
      throw failed;
    }
  }

  /// Sends one request and reads its answer.
  ///
  /// @param request head and body
  Reply exchange(byte[] request, int limitMillis) throws IOException {
    socket.setSoTimeout(Math.max(1, limitMillis));
    out.write(request);
    out.flush();
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP answer: " + status[0]);
    }
    return headersAndBody(Integer.parseInt(status[1]));
  }

  private Reply headersAndBody(int status) throws IOException {
    long length = -1;
    boolean chunked = false;
    boolean close = false;
    OptionalInt retryAfter = OptionalInt.empty();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Long.parseLong(value);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> close = value.equalsIgnoreCase("close");
        case "retry-after" ->
            retryAfter =
                value.matches("[0-9]{1,6}")
                    ? OptionalInt.of(Integer.parseInt(value))
                    : OptionalInt.empty();
        default -> {}
      }
    }
    byte[] bytes = chunked ? chunks() : length >= 0 ? exactly((int) length) : in.readAllBytes();
    return new Reply(
        status,
        retryAfter,
        close || (!chunked && length < 0),
        new String(bytes, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "the answer ended after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean isDead() {
    return socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nobody waits for it.
    }
  }
}
