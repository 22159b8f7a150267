package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Shakes hands as an API server does: with a `caBundle` as its only roots, the Service's name as
/// the server's, and a clock.
final class TlsClient {
  private final SSLContext context;
  private final String host;

  /// @param bundle base64 of PEM
  TlsClient(String bundle, String host, Instant now) throws GeneralSecurityException, IOException {
    this.host = host;
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    byte[] pem = Base64.getDecoder().decode(bundle);
    for (Certificate one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      roots.setCertificateEntry("root" + roots.size(), one);
    }
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(new CertPathTrustManagerParameters(parameters));
    context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
  }

  /// Makes a new connection, without resuming an older session, and reads one byte.
  ///
  /// @return the server's certificate
  /// @throws IOException if the server is not trusted
  X509Certificate shake(int port) throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      if (socket.getInputStream().read() != '!') {
        throw new IOException("closed without an answer");
      }
      List<Certificate> chain = List.of(socket.getSession().getPeerCertificates());
      socket.getSession().invalidate();
      return (X509Certificate) chain.getFirst();
    }
  }

  static String bundle(X509Certificate... roots) {
    return Base64.getEncoder().encodeToString(Pem.text(List.of(roots)).getBytes(UTF_8));
  }
}
