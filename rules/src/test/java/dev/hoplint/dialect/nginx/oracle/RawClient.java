package dev.hoplint.dialect.nginx.oracle;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends request targets exactly as they are written, many on one connection.
final class RawClient {
  private static final int BATCH = 40;

  private final int port;

  RawClient(int port) {
    this.port = port;
  }

  /// @param target as it is sent; characters that are no ASCII are sent as UTF-8
  record Request(String host, String target) {}

  /// @param location the Location header
  /// @param closes whether nginx closes the connection behind it
  record Answer(int status, Optional<String> location, String body, boolean closes) {}

  List<Answer> send(List<Request> requests) throws IOException {
    List<Answer> answers = new ArrayList<>(requests.size());
    for (int start = 0; start < requests.size(); ) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        start = sendSome(socket, requests, start, answers);
      }
    }
    return answers;
  }

  /// Sends batches until nginx closes the connection, as it does behind a refused request.
  private static int sendSome(Socket socket, List<Request> requests, int from, List<Answer> answers)
      throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    OutputStream out = socket.getOutputStream();
    int at = from;
    while (at < requests.size()) {
      List<Request> batch = requests.subList(at, Math.min(requests.size(), at + BATCH));
      StringBuilder text = new StringBuilder();
      batch.forEach(one -> text.append(text(one)));
      out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < batch.size(); i++) {
        Answer answer = read(in);
        answers.add(answer);
        at++;
        if (answer.closes()) {
          return at;
        }
      }
    }
    return at;
  }

  private static String text(Request request) {
    return "GET "
        + ByteText.of(request.target())
        + " HTTP/1.1\r\nHost: "
        + request.host()
        + "\r\n\r\n";
  }

  static Answer read(InputStream in) throws IOException {
    String head = HttpText.head(in);
    if (head.isEmpty()) {
      throw new IOException("nginx closed the connection");
    }
    int length = Integer.parseInt(HttpText.header(head, "content-length").orElse("0"));
    String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    return new Answer(
        Integer.parseInt(head.split(" ", 3)[1]),
        HttpText.header(head, "location"),
        body,
        HttpText.header(head, "connection").filter("close"::equals).isPresent());
  }

  /// Sends one request with a body of zeros.
  Answer post(String host, String target, int bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST "
              + target
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nContent-Length: "
              + bytes
              + "\r\nExpect: 100-continue\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Answer first = read(in);
      if (first.status() != 100) {
        return first;
      }
      out.write(new byte[bytes]);
      return read(in);
    }
  }
}
