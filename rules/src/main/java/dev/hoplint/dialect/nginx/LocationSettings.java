package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What annotations say about how locations are built. Only effective values: an invalid
/// rewrite-target neither rewrites nor makes a host regex (A/rewrite/main.go).
///
/// @param rewriteTarget the target, where it is valid and not empty
/// @param useRegex `use-regex` is true
/// @param canary `canary` is true: the Ingress builds no locations
public record LocationSettings(Optional<String> rewriteTarget, boolean useRegex, boolean canary) {
  public static final LocationSettings NONE = new LocationSettings(Optional.empty(), false, false);

  static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /// Go's `strconv.ParseBool`, the true half.
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private static final Pattern TARGET = Pattern.compile("/?[-._~a-zA-Z0-9/:$]*");

  static LocationSettings of(Ingress ingress) {
    StringMap annotations = ingress.meta().annotations();
    if (annotations.isEmpty()) {
      return NONE;
    }
    Optional<String> target =
        annotations
            .get(PREFIX + "rewrite-target")
            .map(String::strip)
            .filter(text -> !text.isEmpty() && TARGET.matcher(text).matches());
    return new LocationSettings(
        target, isTrue(annotations, "use-regex"), isTrue(annotations, "canary"));
  }

  private static boolean isTrue(StringMap annotations, String name) {
    return annotations.get(PREFIX + name).map(String::strip).filter(TRUE::contains).isPresent();
  }
}
