package dev.hoplint.webhook.server;

import dev.hoplint.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// The server's side of TLS: its certificate, which may be exchanged while it serves, the protocol
/// versions, and whose clients are let in.
final class TlsContext extends SslContextFactory.Server {
  /// The key never leaves memory; the store's format wants a password all the same.
  private static final char[] PASSWORD = "in memory".toCharArray();

  private final List<X509Certificate> authorities;
  private final List<String> clientNames;

  /// @param allowTls12 whether TLS 1.2 is spoken beside 1.3
  /// @param authorities of clients; empty asks for no client certificate
  /// @param clientNames of which a client must have one; empty for any
  TlsContext(
      ServingCertificate certificate,
      boolean allowTls12,
      List<X509Certificate> authorities,
      List<String> clientNames) {
    this.authorities = List.copyOf(authorities);
    this.clientNames = List.copyOf(clientNames);
    setIncludeProtocols(
        allowTls12 ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv1.3"});
    setRenegotiationAllowed(false);
    // No API server resumes a session: what is kept for that is kept for nothing.
    setSslSessionCacheSize(1);
    setEndpointIdentificationAlgorithm(null);
    setKeyStorePassword(new String(PASSWORD));
    setKeyStore(store(certificate));
    if (!authorities.isEmpty()) {
      setNeedClientAuth(true);
      setTrustStore(store(authorities));
    }
  }

  /// Serves with another certificate from the next handshake on; connections are kept.
  void exchange(ServingCertificate certificate) {
    try {
      reload(_ -> setKeyStore(store(certificate)));
    } catch (Exception failure) {
      throw new IllegalStateException("a certificate was refused by the TLS context", failure);
    }
  }

  private static KeyStore store(ServingCertificate certificate) {
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "serving",
          certificate.key(),
          PASSWORD,
          certificate.chain().toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("a certificate does not fit in a key store", failure);
    }
  }

  private static KeyStore store(List<X509Certificate> authorities) {
    try {
      KeyStore store = empty();
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("an authority does not fit in a key store", failure);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  @Override
  protected SSLContext getSSLContextInstance() throws NoSuchAlgorithmException {
    Optional<Provider> compiled = NativeTls.provider();
    return compiled.isPresent()
        ? SSLContext.getInstance(getProtocol(), compiled.get())
        : super.getSSLContextInstance();
  }

  @Override
  protected TrustManager[] getTrustManagers(
      @Nullable KeyStore trusted, @Nullable Collection<? extends CRL> revoked) throws Exception {
    TrustManager[] managers = super.getTrustManagers(trusted, revoked);
    if (authorities.isEmpty() || clientNames.isEmpty() || managers == null) {
      return managers;
    }
    for (int i = 0; i < managers.length; i++) {
      if (managers[i] instanceof X509ExtendedTrustManager manager) {
        managers[i] = new NamedClients(manager, clientNames);
      }
    }
    return managers;
  }
}
