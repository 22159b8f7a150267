package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Shakes hands as an API server does: with a `caBundle` as its only roots, the Service's name as
/// the server's, and a clock.
final class TlsClient {
  /// @param bundle base64 of PEM
  record Trust(String bundle, Instant now) {}

  private final Supplier<Trust> trust;
  private final String host;

  TlsClient(String bundle, String host, Instant now) {
    this(() -> new Trust(bundle, now), host);
  }

  /// @param trust asked when a server shows its certificate
  TlsClient(Supplier<Trust> trust, String host) {
    this.trust = trust;
    this.host = host;
  }

  /// Makes a new connection, without resuming an older session, and reads one byte.
  ///
  /// @return the server's certificate
  /// @throws IOException if the server is not trusted
  X509Certificate shake(int port) throws IOException, GeneralSecurityException {
    return connect(
        port,
        socket -> {
          if (socket.getInputStream().read() != '!') {
            throw new IOException("closed without an answer");
          }
        });
  }

  /// As [#shake], but sends a body to `/validate` and reads the status.
  X509Certificate post(int port, String body) throws IOException, GeneralSecurityException {
    String request =
        "POST /validate?timeout=3s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                .formatted(host)
            + "Content-Length: %d\r\nConnection: close\r\n\r\n%s".formatted(body.length(), body);
    return connect(
        port,
        socket -> {
          socket.getOutputStream().write(request.getBytes(UTF_8));
          socket.getOutputStream().flush();
          String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
          if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("not answered: " + answer);
          }
        });
  }

  private interface Conversation {
    void hold(SSLSocket socket) throws IOException;
  }

  private X509Certificate connect(int port, Conversation conversation)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new Roots(trust)}, null);
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      conversation.hold(socket);
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  static String bundle(X509Certificate... roots) {
    return Base64.getEncoder().encodeToString(Pem.text(List.of(roots)).getBytes(UTF_8));
  }

  private static final class Roots extends X509ExtendedTrustManager {
    private final Supplier<Trust> trust;

    Roots(Supplier<Trust> trust) {
      this.trust = trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      try {
        now().checkServerTrusted(chain, type, socket);
      } catch (CertificateException e) {
        throw e;
      } catch (GeneralSecurityException | IOException e) {
        throw new CertificateException(e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException("sockets only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("sockets only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException("a client only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException("a client only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("a client only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private X509ExtendedTrustManager now() throws GeneralSecurityException, IOException {
      Trust known = trust.get();
      KeyStore roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      byte[] pem = Base64.getDecoder().decode(known.bundle());
      for (Certificate one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        roots.setCertificateEntry("root" + roots.size(), one);
      }
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(known.now()));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }
  }
}
