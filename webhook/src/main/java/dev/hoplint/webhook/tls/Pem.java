package dev.hoplint.webhook.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/// Certificates and keys as text. Reads what cert-manager, openssl and ourselves write: keys as
/// PKCS#8, PKCS#1 and SEC 1, none of them encrypted.
final class Pem {
  private Pem() {}

  /// Reads all certificates of a text, in their order.
  ///
  /// @throws BadMaterial if there is none, or one cannot be read
  static List<X509Certificate> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Object one : blocks(text)) {
        if (one instanceof X509CertificateHolder holder) {
          certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new BadMaterial("the certificate cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new BadMaterial("there is no whole certificate in it");
    }
    // A file that was cut off still gives those before the cut.
    if (count(text, "-----BEGIN CERTIFICATE-----") != certificates.size()) {
      throw new BadMaterial("it ends within a certificate");
    }
    return certificates;
  }

  /// Reads the first private key of a text.
  ///
  /// @throws BadMaterial if there is none that can be read
  static PrivateKey key(String text) {
    try {
      for (Object one : blocks(text)) {
        if (one instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
        if (one instanceof PrivateKeyInfo info) {
          return key(info);
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new BadMaterial("the private key cannot be read", e);
    }
    throw new BadMaterial("there is no whole, unencrypted private key in it");
  }

  /// The converter of the library asks for algorithms by names that Java's own providers lack.
  private static PrivateKey key(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    String algorithm =
        kind.equals(PKCSObjectIdentifiers.rsaEncryption)
            ? "RSA"
            : kind.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : kind.getId();
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  static String text(List<X509Certificate> certificates) {
    return write(certificates.toArray());
  }

  static String text(PrivateKey key) {
    try {
      return write(new JcaPKCS8Generator(key, null));
    } catch (IOException impossible) {
      throw new IllegalStateException("a key of our own cannot be written", impossible);
    }
  }

  private static String write(Object... values) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object value : values) {
        writer.writeObject(value);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("what was read cannot be written", impossible);
    }
    return text.toString();
  }

  private static List<Object> blocks(String text) {
    List<Object> blocks = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
        blocks.add(one);
      }
    } catch (IOException | RuntimeException e) {
      // The parser throws what its decoders throw.
      throw new BadMaterial("it is damaged", e);
    }
    return blocks;
  }

  private static int count(String text, String word) {
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }
}
