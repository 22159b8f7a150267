package dev.hoplint.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A key with a certificate that signs itself, made with the JDK's keytool.
///
/// @param certificate PEM
/// @param key PEM, PKCS #8
/// @param keys the same as a key store, its password is [#PASSWORD]
public record KeyMaterial(Path certificate, Path key, KeyStore keys) {
  /// For servers: the webhook's Service, and the loopback.
  public static final String NAME = "hoplint-webhook.hoplint.svc";

  /// Of the key store.
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "only";

  /// For a server of that name and of the loopback.
  ///
  /// @param folder gets the files
  public static KeyMaterial server(Path folder) {
    return make(folder, "server", "CN=" + NAME);
  }

  /// For a client whom an API server takes for an administrator, if it trusts the certificate.
  ///
  /// @param folder gets the files
  public static KeyMaterial administrator(Path folder) {
    return make(folder, "administrator", "CN=developer,O=system:masters");
  }

  private static KeyMaterial make(Path folder, String file, String subject) {
    try {
      Path store = folder.resolve(file + ".p12");
      keytool(store, subject);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      Path certificate = folder.resolve(file + ".crt");
      Path key = folder.resolve(file + ".key");
      Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      byte[] encoded = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(key, pem("PRIVATE KEY", encoded));
      return new KeyMaterial(certificate, key, keys);
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("no key could be made", failed);
    }
  }

  private static void keytool(Path store, String subject) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of("-genkeypair", "-alias", ALIAS, "-validity", "30"));
    words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject));
    words.addAll(List.of("-ext", "SAN=dns:" + NAME + ",dns:localhost,ip:127.0.0.1"));
    words.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    words.addAll(List.of("-keystore", store.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(bytes), type);
  }

  /// Trusts this certificate alone.
  public SSLContext trust() {
    return context(null, Optional.empty());
  }

  /// Trusts this certificate alone, with TLS of another provider than the JDK's.
  public SSLContext trust(Provider tls) {
    return context(null, Optional.of(tls));
  }

  /// Trusts this certificate alone and shows that of the other.
  public SSLContext trustAs(KeyMaterial client) {
    return context(client, Optional.empty());
  }

  /// Shows this certificate, asks for none.
  public SSLContext serving() {
    return context(this, Optional.empty());
  }

  private SSLContext context(@Nullable KeyMaterial own, Optional<Provider> tls) {
    try {
      KeyStore only = KeyStore.getInstance("PKCS12");
      only.load(null, null);
      only.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(only);
      KeyManagerFactory shown =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      shown.init(own == null ? null : own.keys, PASSWORD.toCharArray());
      SSLContext context =
          tls.isPresent()
              ? SSLContext.getInstance("TLSv1.3", tls.get())
              : SSLContext.getInstance("TLSv1.3");
      context.init(own == null ? null : shown.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("no trust could be made", failed);
    }
  }
}
