package dev.hoplint.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A key with a certificate that signs itself, made with the JDK's keytool.
///
/// @param certificate PEM
/// @param key PEM, PKCS #8
/// @param keys the same as a key store, its password is [#PASSWORD]
record KeyMaterial(Path certificate, Path key, KeyStore keys) {
  static final String NAME = "hoplint.hoplint.svc";
  static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "webhook";

  /// @param folder gets the files
  static KeyMaterial make(Path folder) {
    try {
      Path store = folder.resolve("keys.p12");
      keytool(store);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD);
      }
      Path certificate = folder.resolve("tls.crt");
      Path key = folder.resolve("tls.key");
      Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      Files.writeString(key, pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded()));
      return new KeyMaterial(certificate, key, keys);
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("no key could be made", failed);
    }
  }

  private static void keytool(Path store) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of("-genkeypair", "-alias", ALIAS, "-validity", "2"));
    words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + NAME));
    words.addAll(List.of("-ext", "SAN=dns:" + NAME + ",dns:localhost,ip:127.0.0.1"));
    words.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
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
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(bytes), type);
  }

  /// Trusts this certificate alone.
  SSLContext trust() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore only = KeyStore.getInstance("PKCS12");
      only.load(null, null);
      only.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      trust.init(only);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("no trust could be made", failed);
    }
  }
}
