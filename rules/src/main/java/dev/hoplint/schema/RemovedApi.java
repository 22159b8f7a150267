package dev.hoplint.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An API version of a kind that Kubernetes no longer serves.
///
/// @param removedIn the first release that does not serve it, such as `1.22`
/// @param successor the API version to write instead; empty where the kind is gone
public record RemovedApi(
    String apiVersion, String kind, String removedIn, Optional<String> successor) {

  /// The removal that a cluster of a release has behind it.
  ///
  /// @param release such as `1.31`; a patch version is ignored
  public static Optional<RemovedApi> find(String apiVersion, String kind, String release) {
    return Optional.ofNullable(Table.ROWS.get(key(apiVersion, kind)))
        .filter(row -> minor(row.removedIn) <= minor(release));
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  /// The number behind the first dot; what is no release counts as the newest.
  private static int minor(String release) {
    String[] parts = release.split("\\.", -1);
    boolean readable = parts.length > 1 && parts[1].matches("[0-9]{1,4}");
    return readable ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
  }

  /// The table, read at its first use.
  private static final class Table {
    static final Map<String, RemovedApi> ROWS = read();

    private static Map<String, RemovedApi> read() {
      Map<String, RemovedApi> rows = new HashMap<>();
      try (InputStream stream = RemovedApi.class.getResourceAsStream("removed-api-versions.tsv")) {
        if (stream == null) {
          throw new IllegalStateException("no table of removed API versions");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.startsWith("#")) {
            String[] cells = line.split("\t", -1);
            Optional<String> successor = Optional.of(cells[3]).filter(text -> !text.isEmpty());
            rows.put(
                key(cells[0], cells[1]), new RemovedApi(cells[0], cells[1], cells[2], successor));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return rows;
    }
  }
}
