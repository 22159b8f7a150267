package dev.hoplint.dialect.nginx;

import java.util.List;

/// What the configuration says about ingress-nginx.
///
/// @param version as it is written, `1.15`; an unreadable one is the latest
/// @param namespaces where controllers run
public record NginxOptions(String version, List<String> namespaces) {
  public static final NginxOptions DEFAULT = new NginxOptions("1.15", List.of("ingress-nginx"));

  public NginxOptions {
    namespaces = List.copyOf(namespaces);
  }
}
