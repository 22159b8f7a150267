package dev.hoplint.webhook.server;

import dev.hoplint.webhook.config.ConfigFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/// A configuration always holds; what is told is when the file says something else.
public final class ConfigReadiness implements ReadinessCheck {
  private final ConfigFile file;

  public ConfigReadiness(ConfigFile file, MeterRegistry metrics) {
    this.file = file;
    Gauge.builder("hoplint.config.last.reload.success", file, ConfigReadiness::success)
        .description("0 while the configuration file is refused and the last good one stays")
        .strongReference(true)
        .register(metrics);
  }

  private static double success(ConfigFile file) {
    return file.problem().isEmpty() ? 1 : 0;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public Optional<String> detail() {
    return file.problem()
        .map(why -> "the last good one holds, because " + why)
        .or(file::needsRestart);
  }
}
