package dev.hoplint.engine;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;
import java.nio.charset.StandardCharsets;

/// What makes two findings the same finding although lines moved: rule, object, field path with
/// list items keyed by name, target and evidence class.
public final class Fingerprint {
  private Fingerprint() {}

  /// 16 hexadecimal digits. FNV-1a: stable over versions and machines, no security in it.
  public static String of(Finding finding) {
    String text = key(finding);
    long hash = 0xcbf29ce484222325L;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
    }
    return String.format("%016x", hash);
  }

  static String key(Finding finding) {
    String object =
        finding
            .object()
            .map(ref -> ref.kind().group() + "|" + ref)
            .orElseGet(() -> fileOf(finding));
    return String.join(
        "\n",
        finding.rule().id(),
        object,
        finding.place().path().keyed(),
        finding.target(),
        finding.rule().evidence().name());
  }

  private static String fileOf(Finding finding) {
    return switch (finding.place()) {
      case dev.hoplint.resource.Place.InText(var source, var _, var _) -> source.name();
      case dev.hoplint.resource.Place.InObject(ObjectRef object, var _) -> object.toString();
    };
  }
}
