package dev.hoplint.webhook.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoplint.harness.KeyMaterial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Talks to a real API server as an administrator, and hears its warnings.
final class KubeClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final HttpClient http;

  /// Whose name the requests bear; empty for the administrator's own.
  private final String user;

  private KubeClient(String base, HttpClient http, String user) {
    this.base = base;
    this.http = http;
    this.user = user;
  }

  KubeClient(String base, KeyMaterial server, KeyMaterial administrator) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .sslContext(server.trustAs(administrator))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    this.user = "";
  }

  /// The same connections under another name, with all rights.
  KubeClient as(String user) {
    return new KubeClient(base, http, user);
  }

  /// What a user sees of a request.
  ///
  /// @param warnings the texts of its `Warning` headers
  record Answer(int status, List<String> warnings, String body, Duration took) {
    boolean accepted() {
      return status / 100 == 2;
    }

    String message() {
      Object message = JSON.readValue(body, Map.class).get("message");
      return message == null ? "" : message.toString();
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer create(Map<String, Object> object) {
    return send("POST", collection(object), JSON.writeValueAsString(object));
  }

  Answer dryRun(Map<String, Object> object) {
    return send("POST", collection(object) + "?dryRun=All", JSON.writeValueAsString(object));
  }

  /// Changes what the merge patch names.
  Answer patch(Map<String, Object> object, Map<String, Object> change) {
    return send("PATCH", path(object), JSON.writeValueAsString(change));
  }

  /// As `kubectl scale`.
  Answer scale(Map<String, Object> object, int replicas) {
    String change = "{\"spec\":{\"replicas\":%d}}".formatted(replicas);
    return send("PATCH", path(object) + "/scale", change);
  }

  /// As `kubectl apply --server-side`: creates or updates.
  Answer apply(Map<String, Object> object) {
    return send("APPLY", path(object), JSON.writeValueAsString(object));
  }

  Answer delete(Map<String, Object> object) {
    return send("DELETE", path(object), "");
  }

  /// A token of a service account.
  Answer token(String namespace, String account) {
    return send(
        "POST",
        "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, account),
        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}");
  }

  static String tokenOf(Answer answer) {
    return JSON.readTree(answer.body()).at("/status/token").stringValue();
  }

  private Answer send(String method, String path, String body) {
    boolean apply = method.equals("APPLY");
    String query = apply ? "?fieldManager=test&force=true" : "";
    String type =
        switch (method) {
          case "APPLY" -> "application/apply-patch+yaml";
          case "PATCH" -> "application/merge-patch+json";
          default -> "application/json";
        };
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path + query))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", type)
            .method(apply ? "PATCH" : method, HttpRequest.BodyPublishers.ofString(body));
    if (!user.isEmpty()) {
      builder.header("Impersonate-User", user).header("Impersonate-Group", "system:masters");
    }
    HttpRequest request = builder.build();
    long begin = System.nanoTime();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().allValues("Warning").stream().map(KubeClient::warning).toList(),
          response.body(),
          Duration.ofNanos(System.nanoTime() - begin));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /// The text of `299 - "text"`.
  private static String warning(String header) {
    // The JDK's client takes the bytes of UTF-8 for characters.
    String text = new String(header.getBytes(ISO_8859_1), UTF_8);
    String quoted = text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'));
    return quoted.replaceAll("\\\\(.)", "$1");
  }

  private static String path(Map<String, Object> object) {
    return collection(object) + "/" + metadata(object).get("name");
  }

  private static String collection(Map<String, Object> object) {
    String version = String.valueOf(object.get("apiVersion"));
    Object namespace = metadata(object).get("namespace");
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (namespace == null ? "" : "/namespaces/" + namespace)
        + "/"
        + plural(String.valueOf(object.get("kind")));
  }

  static String plural(String kind) {
    String one = kind.toLowerCase(Locale.ROOT);
    if (one.endsWith("y")) {
      return one.substring(0, one.length() - 1) + "ies";
    }
    return one.endsWith("s") ? one + "es" : one + "s";
  }

  private static Map<?, ?> metadata(Map<String, Object> object) {
    return (Map<?, ?>) object.getOrDefault("metadata", Map.of());
  }

  @Override
  public void close() {
    http.close();
  }
}
