package dev.hoplint.webhook.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/// Whether key and certificate belong together.
final class Material {
  private static final byte[] PROBE = "hoplint".getBytes(UTF_8);

  private Material() {}

  /// @throws BadMaterial if the key is not the certificate's
  static void requireMatch(PrivateKey key, X509Certificate certificate) {
    if (!matches(key, certificate.getPublicKey())) {
      throw new BadMaterial("the private key is not the certificate's");
    }
  }

  private static boolean matches(PrivateKey key, PublicKey other) {
    try {
      String algorithm = algorithm(key);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(other);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) throws GeneralSecurityException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "Ed25519", "EdDSA" -> "Ed25519";
      case "Ed448" -> "Ed448";
      default -> throw new GeneralSecurityException("unknown key " + key.getAlgorithm());
    };
  }
}
