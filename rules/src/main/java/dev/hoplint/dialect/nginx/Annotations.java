package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.StringMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The annotations of one Ingress as a controller of one version reads them. Names are written
/// without prefix. Safe for several threads.
public final class Annotations {
  private static final AnnotationValue ABSENT = new AnnotationValue.Absent();

  /// The ones whose empty value denies all requests instead of counting as nothing.
  private static final List<String> DENYING_WHEN_EMPTY =
      List.of(
          "allowlist-source-range",
          "whitelist-source-range",
          "denylist-source-range",
          "auth-secret");

  private final StringMap written;
  private final boolean validates;
  private final ControllerVersion version;

  /// Values that were read, by name.
  private final Map<String, AnnotationValue> known = new ConcurrentHashMap<>(2);

  private Annotations(StringMap written, ControllerVersion version, boolean validates) {
    this.written = written;
    this.version = version;
    this.validates = validates;
  }

  public static Annotations of(Ingress ingress, ControllerVersion version) {
    return of(ingress, version, version.validatesAnnotations());
  }

  /// @param validates whether values are validated before they are read
  static Annotations of(Ingress ingress, ControllerVersion version, boolean validates) {
    return new Annotations(ingress.meta().annotations(), version, validates);
  }

  /// One written annotation with the controller's prefix.
  ///
  /// @param name without prefix
  /// @param row empty for names that nobody knows
  public record Written(String name, StringMap.Entry entry, Optional<AnnotationRow> row) {}

  /// The version of the controller that reads them.
  public ControllerVersion version() {
    return version;
  }

  /// Whether the Ingress has no annotation at all.
  public boolean isEmpty() {
    return written.isEmpty();
  }

  /// Every annotation with the controller's prefix, in the order of the text.
  public List<Written> all() {
    List<Written> all = new ArrayList<>();
    for (StringMap.Entry entry : written.withPrefix(AnnotationTable.PREFIX)) {
      String name = entry.key().substring(AnnotationTable.PREFIX.length());
      all.add(new Written(name, entry, AnnotationTable.find(name)));
    }
    return all;
  }

  public Optional<StringMap.Entry> entry(String name) {
    return written.entry(AnnotationTable.PREFIX + name);
  }

  /// Whether the annotation is written, with whatever value.
  public boolean has(String name) {
    return entry(name).isPresent();
  }

  /// What the controller makes of an annotation; an older name counts where the new one is absent
  /// or empty.
  public AnnotationValue value(String name) {
    if (isBlank(name)) {
      for (String alias : aliases(name)) {
        if (!isBlank(alias)) {
          return own(alias);
        }
      }
    }
    return own(name);
  }

  private boolean isBlank(String name) {
    return entry(name).map(entry -> entry.value().isAbsent() || entry.value().is("")).orElse(true);
  }

  private static List<String> aliases(String name) {
    return switch (name) {
      case "allowlist-source-range" -> List.of("whitelist-source-range");
      case "limit-allowlist" -> List.of("limit-whitelist");
      default -> List.of();
    };
  }

  /// The value under exactly this name.
  public AnnotationValue own(String name) {
    Optional<StringMap.Entry> entry = entry(name);
    if (entry.isEmpty()) {
      return ABSENT;
    }
    AnnotationValue found = known.get(name);
    if (found == null) {
      found = read(name, entry.get());
      known.put(name, found);
    }
    return found;
  }

  private AnnotationValue read(String name, StringMap.Entry entry) {
    Optional<AnnotationRow> row = AnnotationTable.find(name).filter(one -> one.isRead(version));
    if (row.isEmpty()) {
      return ABSENT;
    }
    return switch (entry.value()) {
      case Field.Present<String>(String raw, Place place) -> read(row.get(), raw, place);
      case Field.Placeholder<String>(String _, Place place) -> new AnnotationValue.Unknown(place);
      case Field.WrongType<String>(String _, Place place) -> new AnnotationValue.Unknown(place);
      case Field.Null<String> _, Field.Absent<String> _ -> ABSENT;
    };
  }

  /// Whether the controller would use a value under a name.
  public boolean takes(String name, String raw) {
    return AnnotationTable.find(name)
        .filter(row -> row.isRead(version))
        .map(row -> read(row, raw, written.place()))
        .filter(AnnotationValue.Valid.class::isInstance)
        .isPresent();
  }

  private AnnotationValue read(AnnotationRow row, String raw, Place place) {
    if (raw.isEmpty()) {
      return DENYING_WHEN_EMPTY.contains(row.name())
          ? new AnnotationValue.Invalid(raw, AnnotationOutcome.DENY503, "is empty", place)
          : new AnnotationValue.Empty(place);
    }
    Optional<String> refusal = row.validator().refusal(raw);
    if (refusal.isPresent() && (validates || row.validator().isParsed())) {
      AnnotationOutcome outcome = row.invalid().orElse(AnnotationOutcome.DEFAULT);
      boolean milder = !validates && outcome == AnnotationOutcome.REJECT;
      return new AnnotationValue.Invalid(
          raw, milder ? AnnotationOutcome.DEFAULT : outcome, refusal.get(), place);
    }
    String text = normalize(raw);
    return AnnotationFaults.of(row.name(), text)
        .filter(fault -> fault.certainty() == Certainty.CERTAIN || !hasSnippet())
        .<AnnotationValue>map(
            fault -> new AnnotationValue.Invalid(raw, fault.outcome(), fault.why(), place))
        .orElseGet(() -> new AnnotationValue.Valid(text, place));
  }

  /// A snippet may define variables.
  private boolean hasSnippet() {
    return written.withPrefix(AnnotationTable.PREFIX).stream()
        .anyMatch(entry -> entry.key().endsWith("-snippet"));
  }

  /// `normalizeString` of internal/ingress/annotations/parser/main.go: each line trimmed.
  private static String normalize(String raw) {
    return raw.indexOf('\n') < 0
        ? raw.strip()
        : String.join("\n", raw.lines().map(String::strip).toList()).strip();
  }

  /// The text that is used.
  public Optional<String> text(String name) {
    return value(name).used();
  }

  /// Whether the annotation is a valid bool and true.
  public boolean isTrue(String name) {
    return text(name).flatMap(Validator::bool).orElse(false);
  }

  /// The valid bool.
  public Optional<Boolean> bool(String name) {
    return text(name).flatMap(Validator::bool);
  }

  /// The valid number.
  public Optional<Long> number(String name) {
    return text(name).flatMap(Validator::integer);
  }

  /// Whether what an annotation does nothing without is there; also where that cannot be known.
  public boolean meets(AnnotationNeed need) {
    return need.anyOf().stream()
        .anyMatch(
            other ->
                switch (value(other.name())) {
                  case AnnotationValue.Unknown _ -> true;
                  case AnnotationValue.Valid(String text, Place _) ->
                      other.value().isEmpty() || isMeant(text, other.value());
                  case AnnotationValue.Absent _,
                      AnnotationValue.Empty _,
                      AnnotationValue.Invalid _ ->
                      false;
                });
  }

  private static boolean isMeant(String text, String wanted) {
    return wanted.equals("true")
        ? Validator.bool(text).orElse(false)
        : text.equalsIgnoreCase(wanted);
  }
}
