package dev.hoplint.webhook.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoplint.rule.Severity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Event for each error and warning, in the namespace of its object. A finding has one Event
/// whoever writes it and however often it is seen: its name is made of what it says. It is told
/// again, as one more of its series, when it comes back, and every hour, since Events end.
final class EventWriter implements FindingsWriter {
  /// Writes of one call; what is left waits for the next scan.
  static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubeObjects events;
  private final String instance;
  private Map<String, Told> told = new HashMap<>();
  private volatile Optional<String> problem = Optional.empty();

  private record Told(Instant at, int count) {}

  /// @param instance the name of this replica
  EventWriter(KubernetesClient client, String instance) {
    this.events = new KubeObjects(client, "events.k8s.io/v1", "Event", "events");
    this.instance = instance;
  }

  @Override
  public boolean write(ScanResult result, BooleanSupplier allowed) {
    Map<String, Told> still = new HashMap<>();
    int writes = 0;
    boolean whole = true;
    try {
      for (Reported one : result.all()) {
        String namespace = one.object().namespace();
        if (one.severity() == Severity.INFO || !result.writable().contains(namespace)) {
          continue;
        }
        String name = name(one);
        @Nullable Told before = told.get(namespace + "/" + name);
        if (before != null && isRecent(before, result.at())) {
          still.put(namespace + "/" + name, before);
        } else if (writes == MOST || !allowed.getAsBoolean()) {
          whole = false;
          if (before != null) {
            still.put(namespace + "/" + name, before);
          }
        } else {
          writes++;
          still.put(namespace + "/" + name, tell(one, name, before, result.at()));
        }
      }
      told = still;
      problem = Optional.empty();
    } catch (KubernetesClientException e) {
      told.putAll(still);
      become("cannot write Events: " + Answers.of(e));
      return false;
    }
    return whole;
  }

  /// What others have told has the same names; it is found out when it is told again.
  @Override
  public void forget() {
    told = new HashMap<>();
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  private Told tell(Reported one, String name, @Nullable Told before, Instant now) {
    String namespace = one.object().namespace();
    if (before == null && events.create(namespace, event(one, name, now))) {
      return new Told(now, 1);
    }
    int count = before == null ? 2 : before.count() + 1;
    Map<String, Object> series =
        Map.of("series", Map.of("count", count, "lastObservedTime", MICROS.format(now)));
    if (events.patch(namespace, name, series)) {
      return new Told(now, count);
    }
    // It has ended meanwhile.
    var _ = events.create(namespace, event(one, name, now));
    return new Told(now, 1);
  }

  private Map<String, Object> event(Reported one, String name, Instant now) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put(
        "metadata",
        Map.of(
            "name",
            name,
            "namespace",
            one.object().namespace(),
            "labels",
            Map.of(Report.LABEL, "hoplint")));
    event.put("eventTime", MICROS.format(now));
    event.put("reportingController", "hoplint.dev/webhook");
    event.put("reportingInstance", cut(instance, 128));
    event.put("action", "Scan");
    event.put("reason", reason(one.rule().id()));
    event.put("type", "Warning");
    event.put("regarding", Report.reference(one.object()));
    event.put("note", cut(one.message() + " [" + one.rule().id() + "]", 1024));
    return event;
  }

  /// An Event's text can never be changed, so another text is another Event.
  private static String name(Reported one) {
    CRC32 crc = new CRC32();
    crc.update((one.message() + one.object().kind().apiVersion()).getBytes(UTF_8));
    return "hoplint-%s-%08x".formatted(one.fingerprint(), crc.getValue());
  }

  /// `PortMismatch` for `port-mismatch`.
  private static String reason(String rule) {
    StringBuilder reason = new StringBuilder();
    for (String word : List.of(rule.split("-"))) {
      reason.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return cut(reason.toString(), 128);
  }

  /// @param most UTF-8 bytes
  private static String cut(String text, int most) {
    String cut = text;
    while (cut.getBytes(UTF_8).length > most) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  private static boolean isRecent(Told before, Instant now) {
    return Duration.between(before.at(), now).abs().compareTo(AGAIN) < 0;
  }

  private void become(String why) {
    if (!problem.equals(Optional.of(why))) {
      log.atWarn().addKeyValue("problem", why).log("events have a problem");
    }
    problem = Optional.of(why);
  }
}
