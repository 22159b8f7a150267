package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Target;
import dev.hoplint.rule.RuleContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What names say about the traffic of an Ingress: paths, hosts, Services, images, variables. Whole
/// words only: "profile" is no file.
final class TrafficHints {
  private static final Set<String> UPLOAD_WORDS =
      words(
          "upload uploads uploader file files fileserver media import imports importer attachment"
              + " attachments registry git gitea gitlab gogs forgejo s3 minio nextcloud owncloud"
              + " seafile webdav artifactory nexus harbor");

  private static final Set<String> UPLOAD_IMAGES =
      words(
          "nextcloud owncloud seafile seafile-mc gitea gitlab-ce gitlab-ee gogs forgejo registry"
              + " nexus3 artifactory artifactory-oss artifactory-pro minio immich-server"
              + " paperless-ngx photoprism wordpress drupal joomla moodle mediawiki"
              + " mattermost-team-edition mattermost-enterprise-edition chartmuseum verdaccio"
              + " filebrowser sftpgo tusd ghost jira-software confluence");

  private static final Set<String> UPLOAD_VARIABLES =
      words("upload uploads multipart attachment attachments");

  private static final Set<String> STREAM_WORDS =
      words(
          "ws wss websocket websockets socket sockets socketio sse events stream streams streaming"
              + " signalr grpc mqtt terminal vnc novnc jupyter jupyterhub notebook live watch"
              + " tty console chat");

  /// The narrow list: each of them means a connection that is kept open.
  private static final Set<String> OPEN_WORDS =
      words("ws wss websocket websockets socketio sse signalr");

  private static final Set<String> STREAM_PROTOCOLS =
      Set.of("grpc", "kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss", "ws", "wss");

  private TrafficHints() {}

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.split(" ", -1)));
  }

  /// Why large bodies are plausible: `path "/upload"`.
  static Optional<String> uploads(ServedIngress served, RuleContext context) {
    return byName(served, UPLOAD_WORDS)
        .or(() -> byContainer(served, context, UPLOAD_IMAGES, UPLOAD_VARIABLES));
  }

  /// Why answers plausibly take long on purpose: WebSocket, server-sent events, gRPC, terminals.
  static Optional<String> streams(ServedIngress served, RuleContext context) {
    return protocol(served)
        .or(() -> byName(served, STREAM_WORDS))
        .or(() -> byPort(served, context, STREAM_WORDS));
  }

  /// Why connections are plausibly kept open without traffic: WebSocket, server-sent events.
  static Optional<String> openConnections(ServedIngress served, RuleContext context) {
    return byName(served, OPEN_WORDS).or(() -> byPort(served, context, OPEN_WORDS));
  }

  private static Optional<String> protocol(ServedIngress served) {
    return served
        .annotations()
        .text("backend-protocol")
        .map(value -> value.toUpperCase(Locale.ROOT))
        .filter(value -> value.startsWith("GRPC"))
        .map(value -> "backend-protocol " + value);
  }

  private static Optional<String> byName(ServedIngress served, Set<String> wanted) {
    for (Ingress.Rule rule : served.ingress().rules()) {
      String host = rule.host().or("");
      if (has(withoutDomain(host), wanted)) {
        return Optional.of("host \"" + host + "\"");
      }
      for (Ingress.Path path : rule.paths()) {
        String text = path.path().or("");
        if (has(text, wanted) || text.contains("socket.io")) {
          return Optional.of("path \"" + text + "\"");
        }
        if (path.backend() instanceof Ingress.ServiceBackend(var _, var service, var _)
            && has(service.or(""), wanted)) {
          return Optional.of("Service \"" + service.or("") + "\"");
        }
      }
    }
    return Optional.empty();
  }

  /// `shop.example` has its domain left: only what stands before the last dot says something.
  private static String withoutDomain(String host) {
    int last = host.lastIndexOf('.');
    int domain = host.lastIndexOf('.', last - 1);
    return host.substring(0, Math.max(0, domain < 0 ? last : domain));
  }

  private static boolean has(String text, Set<String> wanted) {
    String lower = text.toLowerCase(Locale.ROOT);
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || !isOfWord(lower.charAt(i))) {
        if (i > start && wanted.contains(lower.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isOfWord(char one) {
    return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
  }

  private static Optional<String> byContainer(
      ServedIngress served, RuleContext context, Set<String> images, Set<String> variables) {
    for (Target target : context.graph().targets(served.ingress())) {
      for (Container container : target.container().stream().toList()) {
        String image = container.image().or("");
        if (images.contains(repositoryName(image))) {
          return Optional.of("image \"" + image + "\"");
        }
        for (Container.EnvironmentVariable variable : container.environment()) {
          if (has(variable.name().or(""), variables)) {
            return Optional.of("variable \"" + variable.name().or("") + "\"");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String repositoryName(String image) {
    String path = image.split("@", 2)[0];
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.split(":", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static Optional<String> byPort(
      ServedIngress served, RuleContext context, Set<String> wanted) {
    for (Target target : context.graph().targets(served.ingress())) {
      Service.Port port = target.port();
      boolean named = has(port.name().or(""), wanted);
      boolean declared = STREAM_PROTOCOLS.contains(port.appProtocol().or(""));
      boolean open = wanted.equals(OPEN_WORDS) && port.appProtocol().or("").contains("grpc");
      if (named || (declared && !open)) {
        return Optional.of("port " + port.label() + " of " + target.service().quoted());
      }
    }
    return Optional.empty();
  }
}
