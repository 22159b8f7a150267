package dev.hoplint.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files by which clients find an API server.
public final class Kubeconfig {
  private Kubeconfig() {}

  /// Writes one with a single context, in the namespace `hoplint`.
  ///
  /// @param folder for a file of a new name
  /// @param cluster the inside of a flow mapping, `server: "…"`
  /// @param user likewise, `token: "…"`
  public static Path write(Path folder, String cluster, String user) {
    try {
      return Files.writeString(
          Files.createTempFile(folder, "kubeconfig", ""),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: it, cluster: {%s}}]
          users: [{name: it, user: {%s}}]
          contexts: [{name: it, context: {cluster: it, user: it, namespace: hoplint}}]
          current-context: it
          """
              .formatted(cluster, user));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// One for an API server that asks for nothing, such as a [FakeKube].
  public static Path open(Path folder, String url) {
    return write(folder, "server: \"" + url + "\"", "token: made-up");
  }
}
