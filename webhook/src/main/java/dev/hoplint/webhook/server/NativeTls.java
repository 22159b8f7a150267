package dev.hoplint.webhook.server;

import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS by BoringSSL, where its library can be loaded (Conscrypt brings it for x86-64 and ARM of
/// Linux, macOS and Windows); the JDK's elsewhere.
///
/// A handshake of the JDK takes five times as long, and in the first minutes, before it is
/// compiled, fifteen times: then an API server that finds no idle connection and makes new ones
/// takes all processors with them. See ADR 0008.
final class NativeTls {
  private static final Logger LOG = LoggerFactory.getLogger(NativeTls.class);
  private static final Optional<Provider> PROVIDER = load();

  private NativeTls() {}

  /// Empty where the JDK has to do.
  static Optional<Provider> provider() {
    return PROVIDER;
  }

  private static Optional<Provider> load() {
    try {
      Conscrypt.checkAvailability();
      return Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build());
    } catch (LinkageError unavailable) {
      LOG.atInfo()
          .addKeyValue("why", String.valueOf(unavailable.getMessage()))
          .log("TLS is that of the JDK");
      return Optional.empty();
    }
  }
}
