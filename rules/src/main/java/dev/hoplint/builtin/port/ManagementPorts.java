package dev.hoplint.builtin.port;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Ports for operators and the API server instead of clients: metrics, health, webhooks. They often
/// stand beside the serving port without being declared.
public final class ManagementPorts {
  /// Parts of a name that say so wherever they stand.
  private static final List<String> PARTS =
      List.of(
          "metric", "actuator", "prometheus", "manage", "monitor", "health", "webhook", "exporter");

  private static final Pattern NO_WORD = Pattern.compile("[^a-z]+");

  /// Short words that say so only where they stand alone: `promo` is no Prometheus.
  private static final Set<String> WORDS =
      Set.of(
          "admin",
          "debug",
          "jmx",
          "live",
          "liveness",
          "mgmt",
          "pprof",
          "probe",
          "prom",
          "ready",
          "readiness",
          "status");

  private static final List<String> PATHS = List.of("/actuator", "/metrics", "/-/");

  private ManagementPorts() {}

  /// Whether the name of a port or a Service says so.
  public static boolean isName(Field<String> name) {
    return isName(name.or(""));
  }

  static boolean isName(String name) {
    String text = name.toLowerCase(Locale.ROOT);
    return PARTS.stream().anyMatch(text::contains)
        || NO_WORD.splitAsStream(text).anyMatch(WORDS::contains);
  }

  /// Whether a probe asks a path that only a management server has.
  public static boolean isPath(Handler handler) {
    return handler instanceof Handler.HttpGet get
        && get.path().get().filter(path -> PATHS.stream().anyMatch(path::startsWith)).isPresent();
  }

  /// Whether a mesh rewrote the probe: its agent asks the application (Istio's `/app-health/`).
  public static boolean isRewritten(Handler handler) {
    return handler instanceof Handler.HttpGet get
        && get.path().get().filter(path -> path.startsWith("/app-health/")).isPresent();
  }
}
