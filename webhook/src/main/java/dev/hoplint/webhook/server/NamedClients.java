package dev.hoplint.webhook.server;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Of the clients whose certificates hold, lets in those with one of some names.
final class NamedClients extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509ExtendedTrustManager authority;
  private final List<String> names;

  /// @param names common names or DNS names
  NamedClients(X509ExtendedTrustManager authority, List<String> names) {
    this.authority = authority;
    this.names = List.copyOf(names);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    authority.checkClientTrusted(chain, type, engine);
    named(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    authority.checkClientTrusted(chain, type, socket);
    named(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authority.checkClientTrusted(chain, type);
    named(chain[0]);
  }

  private void named(X509Certificate client) throws CertificateException {
    if (!names.contains(commonName(client))
        && dnsNames(client).stream().noneMatch(names::contains)) {
      throw new CertificateException("the client certificate has none of the allowed names");
    }
  }

  private static String commonName(X509Certificate client) throws CertificateException {
    try {
      for (Rdn part : new LdapName(client.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
      return "";
    } catch (InvalidNameException unreadable) {
      throw new CertificateException("the client certificate has no readable name", unreadable);
    }
  }

  private static List<String> dnsNames(X509Certificate client) throws CertificateParsingException {
    Collection<List<?>> all = client.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream()
            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    authority.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    authority.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authority.checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authority.getAcceptedIssuers();
  }
}
