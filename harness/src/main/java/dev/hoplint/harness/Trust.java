package dev.hoplint.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Which servers a client believes, and what it shows of itself.
///
/// @param bundle authorities, any of which may have signed
/// @param identity key and chain for servers that ask for them
public record Trust(List<X509Certificate> bundle, Optional<Identity> identity) {
  private static final char[] PASSWORD = "made up".toCharArray();

  public Trust {
    bundle = List.copyOf(bundle);
  }

  public static Trust in(X509Certificate... bundle) {
    return new Trust(List.of(bundle), Optional.empty());
  }

  /// @param chain the leaf first
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
      chain = List.copyOf(chain);
    }
  }

  /// Shakes hands with a server of this machine.
  ///
  /// @param protocols of TLS; none for the defaults
  public SSLSocket connect(int port, String... protocols) throws IOException {
    return connect(
        context(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        "localhost",
        List.of(protocols));
  }

  /// For clients of other making.
  public SSLContext context() {
    try {
      KeyStore store = empty();
      for (int i = 0; i < bundle.size(); i++) {
        store.setCertificateEntry("authority-" + i, bundle.get(i));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore own = empty();
      if (identity.isPresent()) {
        own.setKeyEntry(
            "own",
            identity.get().key(),
            PASSWORD,
            identity.get().chain().toArray(X509Certificate[]::new));
      }
      keys.init(own, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  /// Connects and shakes hands, as Go does: 30 s to connect, 10 s for the handshake, the
  /// certificate must have the name.
  ///
  /// @param protocols of TLS; empty for the defaults
  static SSLSocket connect(
      SSLContext context, InetSocketAddress address, String name, List<String> protocols)
      throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(address, 30_000);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, name, address.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (!protocols.isEmpty()) {
        parameters.setProtocols(protocols.toArray(String[]::new));
      }
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      socket.setSoTimeout(0);
      return socket;
    } catch (IOException | RuntimeException failed) {
      plain.close();
      throw failed;
    }
  }
}
