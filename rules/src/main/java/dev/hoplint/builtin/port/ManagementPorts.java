package dev.hoplint.builtin.port;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import java.util.List;
import java.util.Locale;

/// Ports for operators instead of clients: metrics, health, administration. They often stand beside
/// the serving port without being declared.
public final class ManagementPorts {
  private static final List<String> WORDS =
      List.of(
          "metric",
          "admin",
          "manage",
          "mgmt",
          "health",
          "probe",
          "monitor",
          "actuator",
          "prom",
          "debug",
          "status",
          "jmx",
          "live",
          "ready",
          "pprof");
  private static final List<String> PATHS = List.of("/actuator", "/metrics", "/-/");

  private ManagementPorts() {}

  /// Whether a port's name says so.
  public static boolean isName(Field<String> name) {
    String text = name.or("").toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(text::contains);
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
