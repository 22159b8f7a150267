package dev.hoplint.webhook.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Severity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The report of one namespace.
///
/// @param content without `apiVersion` and `kind`
/// @param digest the same for reports that say the same, whenever they were written
record Report(Map<String, Object> content, String digest) {
  static final String NAME = "hoplint";
  static final String LABEL = "app.kubernetes.io/managed-by";
  static final String DIGEST = "hoplint.dev/content";
  static final int MOST_RESULTS = 200;

  private static final String SOURCE = "hoplint";

  /// @param found the worst first
  static Report of(ReportKind kind, String namespace, List<Reported> found) {
    List<Reported> told = found.subList(0, Math.min(found.size(), MOST_RESULTS));
    MessageDigest digest = sha256();
    told.forEach(one -> digest.update(identity(one).getBytes(UTF_8)));
    digest.update(("" + found.size()).getBytes(UTF_8));
    String hex = HexFormat.of().formatHex(digest.digest());
    Map<String, String> annotations = new TreeMap<>(Map.of(DIGEST, hex));
    if (told.size() < found.size()) {
      annotations.put("hoplint.dev/left-out", "" + (found.size() - told.size()));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(
        "metadata",
        Map.of(
            "name",
            NAME,
            "namespace",
            namespace,
            "labels",
            Map.of(LABEL, SOURCE),
            "annotations",
            annotations));
    if (kind == ReportKind.OPEN_REPORT) {
      content.put("source", SOURCE);
    }
    content.put("scope", Map.of("apiVersion", "v1", "kind", "Namespace", "name", namespace));
    content.put("summary", summary(found));
    content.put("results", told.stream().map(Report::result).toList());
    return new Report(content, hex);
  }

  private static Map<String, Object> result(Reported one) {
    Map<String, String> properties = new TreeMap<>();
    put(properties, "certainty", one.certainty());
    put(properties, "field", one.field());
    put(properties, "fingerprint", one.fingerprint());
    put(properties, "help", one.help());
    put(properties, "symptom", one.symptom());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("source", SOURCE);
    result.put("policy", one.rule().id());
    result.put("rule", one.rule().id());
    result.put("category", one.rule().family().word());
    result.put("severity", severity(one.severity()));
    result.put("result", isFailure(one) ? "fail" : "warn");
    result.put("scored", isFailure(one));
    result.put("message", one.message());
    result.put("resources", List.of(reference(one.object())));
    result.put("properties", properties);
    result.put("timestamp", Map.of("seconds", one.since().getEpochSecond(), "nanos", 0));
    return result;
  }

  static Map<String, String> reference(ObjectRef object) {
    Map<String, String> reference = new TreeMap<>();
    reference.put("apiVersion", object.kind().apiVersion());
    reference.put("kind", object.kind().name());
    put(reference, "namespace", object.namespace());
    reference.put("name", object.name());
    return reference;
  }

  private static Map<String, Integer> summary(List<Reported> found) {
    int failed = (int) found.stream().filter(Report::isFailure).count();
    return Map.of("pass", 0, "fail", failed, "warn", found.size() - failed, "error", 0, "skip", 0);
  }

  private static boolean isFailure(Reported one) {
    return one.severity() == Severity.ERROR;
  }

  /// Older installations of the custom resource know three words only.
  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "high";
      case WARNING -> "medium";
      case INFO -> "low";
    };
  }

  /// All but when it was first seen.
  private static String identity(Reported one) {
    return String.join(
        "\n",
        one.fingerprint(),
        one.severity().word(),
        one.certainty(),
        one.object().kind().apiVersion(),
        one.message(),
        one.help(),
        one.symptom(),
        "");
  }

  private static void put(Map<String, String> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
