package dev.hoplint.builtin.lifecycle;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Images that hold an application and neither a shell nor `sleep`, known by their names.
///
/// Sources: GoogleContainerTools/distroless (base, static, cc and language images; `debug` tags add
/// busybox), Chainguard's images (`-dev` tags add a shell), Dockerfiles of the named ones (`FROM
/// scratch` or distroless).
final class ShelllessImages {
  private static final Set<String> KNOWN =
      Set.of(
          "traefik/whoami",
          "containous/whoami",
          "hashicorp/http-echo",
          "coredns/coredns",
          "registry.k8s.io/coredns/coredns",
          "registry.k8s.io/pause",
          "hello-world",
          "scratch");

  private ShelllessImages() {}

  /// What makes the image one without a shell: `distroless`; empty where it may have one.
  static Optional<String> why(String image) {
    String text = image.toLowerCase(Locale.ROOT);
    int digest = text.indexOf('@');
    String tagged = digest < 0 ? text : text.substring(0, digest);
    int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    String name = colon < 0 ? tagged : tagged.substring(0, colon);
    String tag = colon < 0 ? "" : tagged.substring(colon + 1);
    if (tag.contains("debug") || tag.endsWith("-dev") || tag.equals("dev")) {
      return Optional.empty();
    }
    if (name.contains("distroless") || tag.contains("distroless")) {
      return Optional.of("a distroless image");
    }
    if (name.startsWith("cgr.dev/chainguard/")) {
      return Optional.of("a Chainguard image without a shell");
    }
    String plain = name.startsWith("docker.io/") ? name.substring("docker.io/".length()) : name;
    return KNOWN.contains(plain) ? Optional.of("an image built from scratch") : Optional.empty();
  }
}
