package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.Snapshot;
import dev.hoplint.rule.Finding;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes audit annotations: what stands in the API server's audit log about a review. The same
/// review over the same snapshot gives the same notes, so they name moments, never ages.
final class Notes {
  static final int MOST_BYTES = 1024;

  private final Map<String, String> notes = new LinkedHashMap<>();

  /// @param version of this product
  Notes(String version) {
    put("version", version);
  }

  Notes undecoded(String reason, String detail) {
    put("undecoded", reason + ": " + detail);
    return this;
  }

  Notes failedOpen(String reason) {
    put("failed-open", reason);
    return this;
  }

  Notes situation(Situation situation) {
    put("snapshot", snapshot(situation.snapshot()));
    put("mode", OneLine.word(situation.mode()));
    if (situation.mode() == Mode.ENFORCE_LIVE && situation.isNamespaceUnseen()) {
      put("degraded", "local denials only: namespaces are not watched");
    }
    situation.snapshot().stale().ifPresent(why -> put("degraded", "local rules only: " + why));
    return this;
  }

  private static String snapshot(Snapshot snapshot) {
    boolean isThere = snapshot.generation() > 0;
    return isThere ? "generation " + snapshot.generation() + " of " + snapshot.takenAt() : "none";
  }

  /// @param ids what may be told of findings
  Notes findings(String key, List<Finding> findings, Function<Finding, String> ids) {
    return list(key, findings.stream().map(ids).distinct().toList());
  }

  Notes list(String key, List<String> words) {
    if (!words.isEmpty()) {
      put(key, joined(words));
    }
    return this;
  }

  Map<String, String> map() {
    return notes;
  }

  private static String joined(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String rest = ",+" + (words.size() - i);
      if (bytes(text) + bytes(words.get(i)) + 1 + rest.length() > MOST_BYTES) {
        return text.append(rest).toString();
      }
      text.append(text.isEmpty() ? "" : ",").append(words.get(i));
    }
    return text.toString();
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private void put(String key, String value) {
    String line = OneLine.of(value);
    while (bytes(line) > MOST_BYTES) {
      line = OneLine.of(line, Math.max(1, OneLine.length(line) * 3 / 4));
    }
    notes.put(key, line);
  }
}
