package dev.hoplint.webhook.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes keys and certificates: EC P-256, SHA-256. Certificates begin an hour before they are made,
/// for clocks that go behind ours.
final class Minting {
  /// How far clients' clocks may go behind.
  static final Duration BACKDATED = Duration.ofHours(1);

  /// The API server's Go takes only this curve, P-384 and P-521 for certificates.
  private static final String CURVE = "secp256r1";

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int LONGEST_COMMON_NAME = 64;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Minting() {}

  static Authority authority(Instant now, Duration life) {
    BigInteger serial = serial();
    // Two authorities of one name would be told apart by their key identifiers only.
    String end = HexFormat.of().formatHex(serial.toByteArray()).substring(0, 8);
    X500Name name = name("hoplint-webhook-authority-" + end);
    KeyPair pair = keys();
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial,
              date(now.minus(BACKDATED)),
              date(now.plus(life)),
              name,
              pair.getPublic());
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(pair.getPublic()));
      return new Authority(pair.getPrivate(), sign(builder, pair.getPrivate()));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot make an authority", impossible);
    }
  }

  static ServingCertificate leaf(
      Authority authority, List<String> hosts, Instant now, Duration life) {
    Instant end = now.plus(life);
    Instant last = Validity.of(authority.certificate()).notAfter();
    KeyPair pair = keys();
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              authority.certificate(),
              serial(),
              date(now.minus(BACKDATED)),
              date(end.isAfter(last) ? last : end),
              new X500Principal(name(commonName(hosts)).getEncoded("DER")),
              pair.getPublic());
      extend(builder, authority.publicKey(), pair.getPublic(), hosts);
      return new ServingCertificate(pair.getPrivate(), List.of(sign(builder, authority.key())));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  static boolean isSignedBy(X509Certificate leaf, X509Certificate authority) {
    if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return false;
    }
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherwise) {
      return false;
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, PublicKey issuer, PublicKey own, List<String> hosts)
      throws GeneralSecurityException, IOException {
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuer));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(own));
    GeneralName[] names = hosts.stream().map(Minting::generalName).toArray(GeneralName[]::new);
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  private static GeneralName generalName(String host) {
    boolean address = ADDRESS.matcher(host).matches();
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  /// Clients look at the alternative names only; this one is for people.
  private static String commonName(List<String> hosts) {
    return hosts.stream()
        .filter(host -> host.length() <= LONGEST_COMMON_NAME)
        .findFirst()
        .orElse("hoplint-webhook");
  }

  private static X500Name name(String common) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + CURVE, e);
    }
  }

  /// 127 random bits, positive, and never short.
  private static BigInteger serial() {
    return new BigInteger(126, RANDOM).setBit(126);
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}
