package dev.hoplint.webhook.server;

import dev.hoplint.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// The server's side of TLS: its certificate, which may be exchanged while it serves, the protocol
/// versions, and whose clients are let in.
///
/// Each certificate has a context of its own, which a connection keeps from its first byte on.
/// `SslContextFactory.reload` is not for an exchange under load: it empties what its handshakes
/// choose the certificate from, and what a new connection takes its protocol versions from, before
/// it fills them again; a handshake of that moment fails with `internal_error` (Jetty 12.1).
final class TlsContext extends SslContextFactory.Server {
  /// The key never leaves memory; the store's format wants a password all the same.
  private static final char[] PASSWORD = "in memory".toCharArray();

  private final TrustManager[] clients;
  private volatile SSLContext current;

  /// @param allowTls12 whether TLS 1.2 is spoken beside 1.3
  /// @param authorities of clients; empty asks for no client certificate
  /// @param clientNames of which a client must have one; empty for any
  TlsContext(
      ServingCertificate certificate,
      boolean allowTls12,
      List<X509Certificate> authorities,
      List<String> clientNames) {
    setIncludeProtocols(
        allowTls12 ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv1.3"});
    setRenegotiationAllowed(false);
    setEndpointIdentificationAlgorithm(null);
    setNeedClientAuth(!authorities.isEmpty());
    clients = clients(authorities, clientNames);
    current = context(certificate);
    setSslContext(current);
  }

  /// Serves with another certificate from the next connection on; connections are kept.
  void exchange(ServingCertificate certificate) {
    current = context(certificate);
  }

  @Override
  public SSLContext getSslContext() {
    return current;
  }

  private SSLContext context(ServingCertificate certificate) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(certificate), PASSWORD);
      Optional<Provider> compiled = NativeTls.provider();
      SSLContext context =
          compiled.isPresent()
              ? SSLContext.getInstance("TLS", compiled.get())
              : SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), clients, null);
      // No API server resumes a session: what is kept for that is kept for nothing.
      context.getServerSessionContext().setSessionCacheSize(1);
      return context;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("a certificate was refused by the TLS context", failure);
    }
  }

  /// None trusts nobody: no client is asked.
  private static TrustManager[] clients(
      List<X509Certificate> authorities, List<String> clientNames) {
    if (authorities.isEmpty()) {
      return new TrustManager[0];
    }
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(authorities));
      TrustManager[] managers = trust.getTrustManagers();
      for (int i = 0; i < managers.length; i++) {
        if (!clientNames.isEmpty() && managers[i] instanceof X509ExtendedTrustManager manager) {
          managers[i] = new NamedClients(manager, clientNames);
        }
      }
      return managers;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("an authority was refused by the TLS context", failure);
    }
  }

  private static KeyStore store(ServingCertificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(
        "serving",
        certificate.key(),
        PASSWORD,
        certificate.chain().toArray(X509Certificate[]::new));
    return store;
  }

  private static KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }
}
