package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoplint.webhook.admission.ReviewHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Runs what requests will run, before there are any: the first ones would otherwise load classes
/// and run interpreted, which takes longer than an API server may wait.
public final class WarmUp implements ReadinessCheck {
  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final int CALLS = 15;

  private volatile boolean done;

  @Override
  public String name() {
    return "warm-up";
  }

  @Override
  public Optional<String> problem() {
    return done ? Optional.empty() : Optional.of("the code is not warm yet");
  }

  /// Reviews made-up objects.
  ///
  /// @param handler one whose meters nobody reads
  /// @param limit after which it is enough
  public static void review(ReviewHandler handler, Duration limit) {
    List<byte[]> reviews = SampleReviews.ALL.stream().map(text -> text.getBytes(UTF_8)).toList();
    long end = System.nanoTime() + limit.toNanos();
    do {
      for (byte[] review : reviews) {
        handler.review(review, BUDGET);
        handler.failOpen(review, "warm-up");
      }
    } while (System.nanoTime() < end);
  }

  /// Calls the own port with what no handler sees.
  public static void call(int port) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      for (int i = 0; i < CALLS; i++) {
        try (Socket socket =
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
          socket.setSoTimeout(1_000);
          OutputStream out = socket.getOutputStream();
          out.write(
              "POST /validate HTTP/1.1\r\nHost: warm-up\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                  .getBytes(UTF_8));
          out.flush();
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (IOException | GeneralSecurityException _) {
      // A server that wants client certificates refuses this one: warm enough.
    }
  }

  /// From now on requests may come.
  public void done() {
    done = true;
  }

  /// It is this process that is called.
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
