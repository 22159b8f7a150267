package dev.hoplint.dialect.nginx.oracle;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationType;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.request.AnnotationRedirect;
import java.util.List;

/// Servers as the controller's template writes them, without what needs a cluster.
final class Rendered {
  private final NginxModel model;
  private final int stub;
  private final boolean lua;
  private final StringBuilder text = new StringBuilder();

  /// @param stub the port of the backend
  Rendered(NginxModel model, int stub, boolean lua) {
    this.model = model;
    this.stub = stub;
    this.lua = lua;
  }

  /// A whole configuration.
  static String configuration(String modules, int port, String servers) {
    return modules
        + """
        worker_processes 1;
        pid nginx.pid;
        error_log stderr emerg;
        events { worker_connections 4096; }
        http {
          access_log off;
          server_names_hash_max_size 65536;
          server_names_hash_bucket_size 128;
          variables_hash_max_size 4096;
          keepalive_requests 10000000;
          client_body_buffer_size 2m;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          port_in_redirect off;
          server { listen 127.0.0.1:PORT default_server; return 404; }
        SERVERS}
        """
            .replace("PORT", "" + port)
            .replace("SERVERS", servers);
  }

  String servers(List<VirtualHost> hosts, int port) {
    text.append("upstream stub { server 127.0.0.1:").append(stub).append("; keepalive 64; }\n");
    for (VirtualHost host : hosts) {
      add(host, port);
    }
    return text.toString();
  }

  private void add(VirtualHost host, int port) {
    Server server = host.server();
    text.append("server {\n listen 127.0.0.1:").append(port).append(";\n server_name ");
    text.append(host.name()).append(";\n");
    for (int i = 0; i < server.locations().size(); i++) {
      add(host, server, server.locations().get(i), i);
    }
    text.append("}\n");
  }

  private void add(VirtualHost host, Server server, Location location, int index) {
    Annotations annotations = location.ingress().map(model::annotations).orElseThrow();
    annotations
        .text("app-root")
        .ifPresent(
            to ->
                text.append(" if ($uri = /) { return 302 $scheme://$http_host")
                    .append(to)
                    .append("; }\n"));
    text.append(" location ").append(head(server, location)).append(" {\n");
    if (location.settings().denial().isPresent()) {
      text.append("  return 503;\n }\n");
      return;
    }
    if (lua) {
      lua(host, annotations);
    }
    AnnotationRedirect.target(annotations)
        .ifPresent(
            to ->
                text.append("  return ")
                    .append(to.code())
                    .append(' ')
                    .append(to.url())
                    .append(";\n"));
    annotations
        .text("proxy-body-size")
        .ifPresent(size -> text.append("  client_max_body_size ").append(size).append(";\n"));
    annotations
        .text("proxy-read-timeout")
        .ifPresent(time -> text.append("  proxy_read_timeout ").append(time).append("s;\n"));
    text.append("  proxy_http_version 1.1;\n  proxy_set_header Connection \"\";\n");
    text.append("  proxy_set_header X-Location ");
    text.append(location.backend().isPresent() ? "" + index : "404").append(";\n");
    if (location.needsRewrite()) {
      text.append("  rewrite ").append(quoted("(?i)" + location.text())).append(' ');
      text.append(location.settings().rewriteTarget().orElseThrow()).append(" break;\n");
    }
    boolean refused = location.pathText().startsWith("/refused");
    text.append("  proxy_pass http://").append(refused ? "127.0.0.1:1" : "stub").append(";\n }\n");
  }

  private void lua(VirtualHost host, Annotations annotations) {
    boolean redirects =
        annotations.isTrue("force-ssl-redirect")
            || (annotations.bool("ssl-redirect").orElse(true) && host.tlsFrom().isPresent());
    if (redirects) {
      text.append(
          """
            rewrite_by_lua_block {
              local uri = ngx.var.request_uri
              if string.byte(uri, -1, -1) == string.byte('/') then uri = string.sub(uri, 1, -2) end
              return ngx.redirect("https://" .. ngx.var.host .. uri, 308)
            }
          """);
    }
  }

  static String head(Server server, Location location) {
    if (server.isRegex()) {
      return "~* " + quoted("^" + location.text());
    }
    return (location.type() == LocationType.EXACT ? "= " : "") + quoted(location.text());
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
