package dev.hoplint.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hoplint.harness.KeyMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Allows everything, unless told otherwise for some calls.
final class StubWebhook implements Server, AutoCloseable {
  private static final Pattern UID = Pattern.compile("\"uid\":\"([^\"]+)\"");

  /// What is done with a call instead of answering it.
  interface Script {
    /// @param call their number, from 0
    /// @return whether the call is dealt with
    boolean handle(int call, HttpExchange exchange) throws IOException;
  }

  static {
    // The JDK's server closes connections beyond these while a request may be on its way.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private final HttpsServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final KeyMaterial keys;
  private volatile boolean warns;

  StubWebhook(KeyMaterial keys, Script script) throws IOException {
    this.keys = keys;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.serving()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/validate",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          if (!script.handle(calls.getAndIncrement(), exchange)) {
            answer(exchange, body);
          }
        });
    server.start();
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    Matcher uid = UID.matcher(body);
    String warnings = warns ? ",\"warnings\":[\"careful\"]" : "";
    byte[] answer =
        (uid.find()
                ? "{\"response\":{\"uid\":\""
                    + uid.group(1)
                    + "\",\"allowed\":true"
                    + warnings
                    + "}}"
                : "{}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /// Whether every answer has a warning.
  void warn(boolean every) {
    warns = every;
  }

  int calls() {
    return calls.get();
  }

  WireClient client() {
    return new WireClient(server.getAddress(), KeyMaterial.NAME, keys.trust(), Target.TIMEOUT);
  }

  @Override
  public double readySeconds() {
    return 0.1;
  }

  @Override
  public double residentMebibytes() {
    return 1;
  }

  @Override
  public double liveMebibytes() {
    return 1;
  }

  @Override
  public double processorSeconds() {
    return calls.get() / 1e3;
  }

  @Override
  public int fileDescriptors() {
    return 1;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
