package dev.hoplint.webhook.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hoplint.harness.KeyMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A webhook that answers as told, to learn what an API server makes of it.
final class ScriptedWebhook implements AutoCloseable {
  private static final Pattern UID = Pattern.compile("\"uid\":\"([^\"]+)\"");

  /// One call.
  ///
  /// @param connection tells connections apart
  /// @param uid of the review
  record Call(int connection, String target, HttpExchange exchange, String uid, String body) {
    void answer(int status, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      try {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      } catch (IOException gone) {
        // The API server did not wait.
      } finally {
        exchange.close();
      }
    }

    /// Answers with a review whose response has these fields.
    void respond(String fields) {
      answer(
          200,
          "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{%s}}"
              .formatted(fields));
    }

    void allow() {
      respond("\"uid\":\"%s\",\"allowed\":true".formatted(uid));
    }
  }

  /// What is done with the call of a number, from 1.
  interface Script {
    void handle(int number, Call call);
  }

  private final HttpsServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Script script = (number, call) -> call.allow();

  ScriptedWebhook(KeyMaterial keys) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.serving()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/validate", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher uid = UID.matcher(body);
    Call call =
        new Call(
            exchange.getRemoteAddress().getPort(),
            exchange.getRequestURI().toString(),
            exchange,
            uid.find() ? uid.group(1) : "",
            body);
    calls.add(call);
    script.handle(calls.size(), call);
  }

  /// From now on, and counting from here.
  void play(Script next) {
    script = next;
    calls.clear();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
