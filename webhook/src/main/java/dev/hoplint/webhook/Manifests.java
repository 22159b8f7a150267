package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// What an installation needs: the files of `webhook/deploy/base`, in the order in which they are
/// to be created, as one stream of documents.
final class Manifests {
  private static final String FOLDER = "/dev/hoplint/webhook/deploy/";
  private static final List<String> FILES =
      List.of(
          "namespace",
          "serviceaccount",
          "rbac",
          "configmap",
          "ca-secret",
          "service",
          "deployment",
          "poddisruptionbudget",
          "networkpolicy",
          "validatingwebhookconfiguration");

  private Manifests() {}

  static String text() {
    StringBuilder all = new StringBuilder();
    for (String file : FILES) {
      String text = file(file).strip();
      if (!all.isEmpty() && !text.startsWith("---")) {
        all.append("---\n");
      }
      all.append(text).append('\n');
    }
    return all.toString();
  }

  private static String file(String name) {
    try (InputStream in = Manifests.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("this build holds no " + name + ".yaml");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
