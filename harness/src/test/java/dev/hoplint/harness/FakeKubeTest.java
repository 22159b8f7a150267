package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeKubeTest {
  private static final String SERVICES = "/api/v1/namespaces/shop/services";

  private final FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(50));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    client.shutdownNow();
    kube.close();
  }

  @Test
  void anObjectIsCreatedReadChangedAndDeleted() throws Exception {
    assertThat(send("POST", SERVICES, service("web", 80)).statusCode()).isEqualTo(201);
    assertThat(send("POST", SERVICES, service("web", 80)).statusCode()).isEqualTo(409);
    String version = version(send("GET", SERVICES + "/web", "").body());
    assertThat(send("PUT", SERVICES + "/web", service("web", 81)).statusCode()).isEqualTo(200);
    String stale =
        service("web", 82)
            .replace("\"name\"", "\"resourceVersion\":\"%s\",\"name\"".formatted(version));
    assertThat(send("PUT", SERVICES + "/web", stale).statusCode()).isEqualTo(409);
    assertThat(send("DELETE", SERVICES + "/web", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", SERVICES + "/web", "").statusCode()).isEqualTo(404);
    assertThat(kube.calls())
        .extracting(KubeCall::verb)
        .containsExactly("create", "create", "get", "update", "update", "delete", "get");
  }

  @Test
  void patchesChangeAnObjectAndItsStatus() throws Exception {
    kube.put(service("web", 80));
    patch("merge-patch+json", SERVICES + "/web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    patch(
        "json-patch+json",
        SERVICES + "/web",
        "[{\"op\":\"add\",\"path\":\"/metadata/labels/x~1y\",\"value\":\"z\"}]");
    patch("merge-patch+json", SERVICES + "/web/status", "{\"spec\":{},\"status\":{\"s\":1}}");
    assertThat(kube.get("services", "shop", "web").orElseThrow())
        .containsEntry("status", Map.of("s", 1))
        .extractingByKey("metadata")
        .extracting("labels")
        .isEqualTo(Map.of("a", "b", "x/y", "z"));
    HttpResponse<String> conflict =
        patch(
            "merge-patch+json",
            SERVICES + "/web",
            "{\"metadata\":{\"resourceVersion\":\"1\",\"labels\":null}}");
    assertThat(conflict.statusCode()).isEqualTo(409);
  }

  @Test
  void aWatchTellsWhatHappensSinceAVersionAndBookmarks() throws Exception {
    kube.put(service("web", 80));
    long since = kube.resourceVersion();
    kube.put(service("api", 80));
    try (BufferedReader lines = watch(since)) {
      assertThat(lines.readLine()).contains("ADDED", "api");
      kube.put(service("web", 81));
      kube.delete("services", "shop", "api");
      assertThat(next(lines)).contains("MODIFIED", "web");
      assertThat(next(lines)).contains("DELETED", "api");
      assertThat(lines.readLine()).contains("BOOKMARK", Long.toString(kube.resourceVersion()));
      kube.disturb("services", WatchFault.GONE);
      assertThat(next(lines)).contains("ERROR", "410");
      assertThat(lines.readLine()).isNull();
    }
    kube.compact();
    try (BufferedReader lines = watch(since)) {
      assertThat(lines.readLine()).contains("ERROR", "410");
    }
  }

  @Test
  void aFrozenWatchSaysNothingUntilItThaws() throws Exception {
    kube.put(service("web", 80));
    try (BufferedReader lines = watch(kube.resourceVersion())) {
      kube.freezeWatches("services");
      kube.put(service("web", 81));
      Thread.sleep(120);
      assertThat(send("GET", SERVICES + "/web", "").body()).contains("81");
      assertThat(lines.ready()).isFalse();
      kube.thawWatches("services");
      assertThat(next(lines)).contains("MODIFIED");
    }
    for (int i = 0; i < 500 && kube.watches("services") > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(kube.watches("services")).isZero();
  }

  @Test
  void listsArePagedSelectedAndStaleAsAsked() throws Exception {
    for (int i = 0; i < 5; i++) {
      kube.put(service("web" + i, 80));
    }
    String page = send("GET", "/api/v1/services?limit=2", "").body();
    assertThat(page).contains("web1").doesNotContain("web2").contains("\"continue\":\"shop/web1\"");
    String rest = send("GET", "/api/v1/services?limit=9&continue=shop/web1", "").body();
    assertThat(rest).contains("web4", "ServiceList").doesNotContain("continue", "\"Service\"");
    assertThat(send("GET", SERVICES + "?fieldSelector=metadata.name%3Dweb3", "").body())
        .contains("web3")
        .doesNotContain("web4");
    kube.freezeCache("services");
    kube.put(service("young", 80));
    assertThat(send("GET", SERVICES + "?resourceVersion=0", "").body()).doesNotContain("young");
    assertThat(send("GET", SERVICES, "").body()).contains("young");
  }

  @Test
  void requestsFailAsToldAndAsOftenAsTold() throws Exception {
    kube.fail(KubeFault.tooMany(7).on("list", "services"));
    kube.fail(KubeFault.answer(503).on("list", "*").times(2));
    kube.fail(KubeFault.reset().on("create", "services"));
    HttpResponse<String> first = send("GET", SERVICES, "");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(send("GET", SERVICES, "").statusCode()).isEqualTo(503);
    assertThat(send("GET", SERVICES, "").statusCode()).isEqualTo(503);
    assertThat(send("GET", SERVICES, "").statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> send("POST", SERVICES, service("x", 80)))
        .isInstanceOf(IOException.class);
    assertThat(send("GET", SERVICES + "/x", "").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotAllowedIsForbidden() throws Exception {
    kube.allow(call -> call.isRead() && !call.resource().equals("secrets"));
    assertThat(send("GET", SERVICES, "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/api/v1/secrets", "").statusCode()).isEqualTo(403);
    assertThat(send("POST", SERVICES, service("web", 80)).statusCode()).isEqualTo(403);
  }

  @Test
  void itGoesDownAndComesBackWithItsContent() throws Exception {
    kube.put(service("web", 80));
    kube.down();
    assertThatThrownBy(() -> send("GET", SERVICES, "")).isInstanceOf(IOException.class);
    kube.up();
    assertThat(send("GET", SERVICES, "").body()).contains("web");
  }

  private BufferedReader watch(long since) throws Exception {
    URI uri =
        URI.create(
            kube.url()
                + "/api/v1/services?watch=true&allowWatchBookmarks=true&resourceVersion="
                + since);
    InputStream body =
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
            .body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && line.contains("BOOKMARK")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, body, "application/json");
  }

  private HttpResponse<String> patch(String type, String path, String body) throws Exception {
    return send("PATCH", path, body, "application/" + type);
  }

  private HttpResponse<String> send(String method, String path, String body, String type)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(kube.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", type)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String version(String json) {
    return json.replaceAll("(?s).*\"resourceVersion\":\"(\\d+)\".*", "$1");
  }

  private static String service(String name, int port) {
    return """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s","namespace":"shop"},
    "spec":{"ports":[{"port":%d}]}}\
    """
        .formatted(name, port);
  }

  @Test
  void unknownKindsAreServedUnderTheirUsualPlural() {
    kube.put(
        Map.of(
            "apiVersion",
            "example.org/v1",
            "kind",
            "Policy",
            "metadata",
            Map.of("name", "a", "namespace", "shop")));
    assertThat(kube.all("policies.example.org")).hasSize(1);
    assertThat(List.of(kube.watches("policies.example.org"))).containsExactly(0);
  }
}
