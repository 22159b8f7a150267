package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.Controllers;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Map;

/// Hosts made of short texts: `web /foo Prefix` lines instead of manifests.
public final class Hosts {
  public static final String HOST = "shop.example";

  private Hosts() {}

  /// One Ingress in namespace `default`, class `nginx`, host `shop.example`.
  ///
  /// @param annotations `name: value` without prefix, separated by `; `; may be empty
  /// @param paths `/foo Prefix`, `/bar Exact`
  public static String ingress(String name, String annotations, String... paths) {
    return ingressOf(HOST, name, annotations, paths);
  }

  public static String ingressOf(String host, String name, String annotations, String... paths) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ");
    yaml.append(name).append("\n  annotations:\n    example.org/x: y\n");
    for (String annotation : annotations.isEmpty() ? new String[0] : annotations.split("; ")) {
      int colon = annotation.indexOf(": ");
      yaml.append("    nginx.ingress.kubernetes.io/").append(annotation, 0, colon);
      yaml.append(": ").append(quoted(annotation.substring(colon + 2))).append('\n');
    }
    yaml.append("spec:\n  ingressClassName: nginx\n  rules:\n  - ");
    yaml.append(host.isEmpty() ? "" : "host: " + quoted(host) + "\n    ");
    yaml.append("http:\n      paths:\n");
    for (String path : paths) {
      int space = path.lastIndexOf(' ');
      yaml.append("      - path: ").append(quoted(path.substring(0, space)));
      yaml.append("\n        pathType: ").append(path.substring(space + 1));
      yaml.append("\n        backend: {service: {name: ").append(name);
      yaml.append(", port: {number: 80}}}\n");
    }
    return yaml.append("---\n").toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  public static NginxModel model(String... manifests) {
    World world = Worlds.closed(String.join("", manifests));
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    return new NginxModel(world, NginxOptions.DEFAULT, controllers::of);
  }

  public static VirtualHosts hosts(String... manifests) {
    World world = Worlds.closed(String.join("", manifests));
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    List<Ingress> all = world.all(Ingress.class);
    return new NginxModel(world, NginxOptions.DEFAULT, controllers::of).hosts(all.getFirst());
  }

  /// The host `shop.example`.
  public static VirtualHost host(String... manifests) {
    return hosts(manifests).get(HOST).orElseThrow();
  }

  /// The server of host `shop.example`.
  public static Server server(String... manifests) {
    return host(manifests).server();
  }
}
