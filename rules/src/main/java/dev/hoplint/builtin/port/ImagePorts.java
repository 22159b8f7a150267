package dev.hoplint.builtin.port;

import dev.hoplint.resource.Container;
import java.util.Map;
import java.util.Optional;

/// The ports of well-known public images, as they listen without any setting (the `EXPOSE` line of
/// their Dockerfiles). Images whose port is often set from outside are left out.
final class ImagePorts {
  private static final Map<String, Integer> PORTS =
      Map.ofEntries(
          Map.entry("nginx", 80),
          Map.entry("nginxinc/nginx-unprivileged", 8080),
          Map.entry("httpd", 80),
          Map.entry("caddy", 80),
          Map.entry("wordpress", 80),
          Map.entry("phpmyadmin", 80),
          Map.entry("traefik/whoami", 80),
          Map.entry("kennethreitz/httpbin", 80),
          Map.entry("adminer", 8080),
          Map.entry("tomcat", 8080),
          Map.entry("jenkins/jenkins", 8080),
          Map.entry("hashicorp/http-echo", 5678),
          Map.entry("registry", 5000),
          Map.entry("grafana/grafana", 3000),
          Map.entry("prom/prometheus", 9090),
          Map.entry("redis", 6379),
          Map.entry("memcached", 11211),
          Map.entry("postgres", 5432),
          Map.entry("mysql", 3306),
          Map.entry("mariadb", 3306),
          Map.entry("mongo", 27017));

  private ImagePorts() {}

  /// The one port of the container's image; empty where it is not known, or where a command,
  /// arguments, variables or mounted files may change it.
  static Optional<Integer> of(Container container) {
    boolean stock =
        container.command().isEmpty()
            && container.args().isEmpty()
            && container.environment().isEmpty()
            && !container.hasMounts();
    return stock
        ? container.image().get().map(ImagePorts::repository).map(PORTS::get)
        : Optional.empty();
  }

  /// The repository without tag, digest and Docker Hub's own prefixes.
  static String repository(String image) {
    int digest = image.indexOf('@');
    String name = digest < 0 ? image : image.substring(0, digest);
    int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
    name = tag < 0 ? name : name.substring(0, tag);
    for (String prefix : new String[] {"docker.io/", "index.docker.io/", "library/"}) {
      name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
    return name;
  }
}
