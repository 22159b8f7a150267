package dev.hoplint.dialect.nginx;

import dev.hoplint.text.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Every annotation that ingress-nginx reads, read once, or never read although people write it:
/// `annotations.tsv`, whose head explains its columns. Loaded when it is first asked.
public final class AnnotationTable {
  public static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private AnnotationTable() {}

  private static final class Rows {
    private static final Map<String, AnnotationRow> ALL = load();

    private static Map<String, AnnotationRow> load() {
      Map<String, AnnotationRow> rows = new LinkedHashMap<>();
      try (InputStream stream = AnnotationTable.class.getResourceAsStream("annotations.tsv");
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(
                      Objects.requireNonNull(stream, "annotations.tsv is missing"),
                      StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.startsWith("#") && !line.isEmpty()) {
            AnnotationRow row = AnnotationRow.parse(line);
            rows.put(row.name(), row);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return rows;
    }

    private Rows() {}
  }

  /// Every row, by name.
  public static Collection<AnnotationRow> all() {
    return Rows.ALL.values();
  }

  /// @param name without prefix
  public static Optional<AnnotationRow> find(String name) {
    return Optional.ofNullable(Rows.ALL.get(name));
  }

  /// The annotation that is most likely meant by a name that does not exist.
  public static Optional<AnnotationRow> nearest(String name, ControllerVersion version) {
    List<String> names =
        all().stream()
            .filter(row -> row.status() instanceof AnnotationRow.Status.Supported)
            .filter(row -> row.isRead(version))
            .map(AnnotationRow::name)
            .toList();
    return NearestName.of(name, names).flatMap(AnnotationTable::find);
  }
}
