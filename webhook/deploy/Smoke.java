import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What `smoke` asks of the webhook on this machine's loopback: `Smoke.java REVIEW`. Waits until it
/// is ready, sends the review over TLS, and wants its uid, an answer that allows, and a warning.
void main(String[] arguments) throws Exception {
  SSLContext trusting = SSLContext.getInstance("TLS");
  trusting.init(null, new TrustManager[] {new Trusting()}, null);
  try (HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(trusting)
          .connectTimeout(Duration.ofSeconds(5))
          .build()) {
    long start = System.nanoTime();
    String readiness = "";
    for (int status = 0; status != 200; ) {
      try {
        var answer =
            client.send(get("http://127.0.0.1:8080/readyz?verbose"), BodyHandlers.ofString());
        status = answer.statusCode();
        readiness = answer.body();
      } catch (ConnectException e) {
        readiness = "no connection";
      }
      if (status != 200) {
        if (System.nanoTime() - start > 60_000_000_000L) {
          throw new IllegalStateException("not ready within a minute: " + readiness);
        }
        Thread.sleep(50);
      }
    }
    System.out.printf("ready after %d ms%n", (System.nanoTime() - start) / 1_000_000);
    expect(client, "http://127.0.0.1:8080/livez", "");
    expect(client, "http://127.0.0.1:8080/metrics", "hoplint_build_info");

    String review = Files.readString(Path.of(arguments[0]));
    Matcher uid = Pattern.compile("\"uid\"\\s*:\\s*\"([^\"]+)\"").matcher(review);
    if (!uid.find()) {
      throw new IllegalStateException("the review has no uid");
    }
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:8443/validate?timeout=3s"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(review))
                .build(),
            BodyHandlers.ofString());
    String body = answer.body();
    System.out.println(answer.statusCode() + " " + body.strip());
    if (answer.statusCode() != 200
        || !body.contains("\"uid\":\"" + uid.group(1) + "\"")
        || !body.contains("\"allowed\":true")
        || !body.contains("\"warnings\":[\"")) {
      throw new IllegalStateException("not the answer that was to be expected");
    }
  }
}

private static HttpRequest get(String url) {
  return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
}

private static void expect(HttpClient client, String url, String text)
    throws IOException, InterruptedException {
  var answer = client.send(get(url), BodyHandlers.ofString());
  if (answer.statusCode() != 200 || !answer.body().contains(text)) {
    throw new IllegalStateException(url + " answers " + answer.statusCode() + " " + answer.body());
  }
}

/// Without a cluster the certificate is signed by an authority that nobody knows.
private static final class Trusting extends X509ExtendedTrustManager {
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
