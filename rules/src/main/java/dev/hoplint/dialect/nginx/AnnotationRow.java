package dev.hoplint.dialect.nginx;

import java.util.List;
import java.util.Optional;

/// One line of the annotation table.
///
/// @param name without prefix
/// @param type what the value means: `size`, `int-seconds`, `url`
/// @param allowed the words it may be, where it is one of some words
/// @param fallback the default; `config:<key>=<value>` where a ConfigMap key gives it
/// @param invalid what happens where the validator refuses the value
/// @param later what happens where the value fails after the validator
/// @param instead names of annotations to use instead
/// @param note more to know; may be empty
public record AnnotationRow(
    String name,
    Status status,
    String type,
    Validator validator,
    List<String> allowed,
    String fallback,
    boolean perLocation,
    AnnotationRisk risk,
    Optional<AnnotationOutcome> invalid,
    Optional<AnnotationOutcome> later,
    ControllerVersion since,
    Optional<AnnotationNeed> need,
    List<String> instead,
    String note) {

  /// What a name is.
  public sealed interface Status {
    record Supported() implements Status {}

    /// Read where the annotation of the new name is absent or empty.
    record AliasOf(String name) implements Status {}

    record RemovedIn(ControllerVersion version, String text) implements Status {}

    /// A key of the controller's ConfigMap, which does nothing as an annotation.
    record ConfigMapKey() implements Status {}

    /// Never existed, and is often written.
    record Mistake() implements Status {}
  }

  /// Whether the controller of a version reads it.
  public boolean isRead(ControllerVersion version) {
    return switch (status) {
      case Status.Supported _, Status.AliasOf _ -> version.isAtLeast(since);
      case Status.RemovedIn removed -> !version.isAtLeast(removed.version());
      case Status.ConfigMapKey _, Status.Mistake _ -> false;
    };
  }

  /// The ConfigMap key that gives its default.
  public Optional<String> configKey() {
    return fallback.startsWith("config:")
        ? Optional.of(fallback.substring("config:".length(), fallback.indexOf('=')))
        : Optional.empty();
  }

  /// The default, of the ConfigMap where a key of it decides; may be empty.
  public String defaultValue() {
    return fallback.startsWith("config:")
        ? fallback.substring(fallback.indexOf('=') + 1)
        : fallback;
  }

  static AnnotationRow parse(String line) {
    String[] cells = line.split("\t", -1);
    List<String> allowed = list(cells[4], "\\|");
    return new AnnotationRow(
        cells[0],
        status(cells[1]),
        cells[2],
        Validator.parse(cells[3], allowed, cells[2]),
        allowed,
        text(cells[5]),
        cells[6].equals("location"),
        AnnotationRisk.parse(cells[7]).orElse(AnnotationRisk.LOW),
        outcome(cells[8]),
        outcome(cells[9]),
        ControllerVersion.parse(text(cells[10])).orElse(ControllerVersion.OLDEST),
        text(cells[11]).isEmpty() ? Optional.empty() : Optional.of(AnnotationNeed.parse(cells[11])),
        list(cells[12], ","),
        text(cells[13]));
  }

  private static Status status(String cell) {
    int colon = cell.indexOf(':');
    String rest = cell.substring(colon + 1);
    return switch (colon < 0 ? cell : cell.substring(0, colon)) {
      case "supported" -> new Status.Supported();
      case "alias" -> new Status.AliasOf(rest);
      case "removed" ->
          new Status.RemovedIn(
              ControllerVersion.parse(rest).orElse(ControllerVersion.OLDEST), rest);
      case "configmap" -> new Status.ConfigMapKey();
      case "mistake" -> new Status.Mistake();
      default -> throw new IllegalArgumentException("status " + cell);
    };
  }

  private static Optional<AnnotationOutcome> outcome(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(AnnotationOutcome.valueOf(cell));
  }

  private static List<String> list(String cell, String separator) {
    return cell.equals("-") ? List.of() : List.of(cell.split(separator, -1));
  }

  private static String text(String cell) {
    return cell.equals("-") ? "" : cell;
  }
}
