package dev.hoplint.webhook.admission;

import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import dev.hoplint.webhook.config.WebhookConfig.Limits;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import java.time.Duration;
import java.util.List;

/// Configurations that differ from the default in one thing.
final class Configs {
  private static final WebhookConfig BASE = WebhookConfig.DEFAULT;

  /// Machines that test are busy.
  private static final Limits PATIENT = new Limits(9, Duration.ofSeconds(20), 64, 1_000);

  private Configs() {}

  static WebhookConfig mode(Mode mode) {
    return config(mode, List.of(), BASE.engine(), List.of(), false, false, false);
  }

  static WebhookConfig namespaces(Mode mode, NamespaceMode... entries) {
    return config(mode, List.of(entries), BASE.engine(), List.of(), false, false, false);
  }

  static WebhookConfig engine(Mode mode, dev.hoplint.config.Config engine) {
    return config(mode, List.of(), engine, List.of(), false, false, false);
  }

  static WebhookConfig exceptions(Mode mode, ExceptionEntry... entries) {
    return config(mode, List.of(), BASE.engine(), List.of(entries), false, false, false);
  }

  static WebhookConfig mayAllow(Mode mode) {
    return config(mode, List.of(), BASE.engine(), List.of(), true, false, false);
  }

  static WebhookConfig warnExisting(Mode mode) {
    return config(mode, List.of(), BASE.engine(), List.of(), false, true, false);
  }

  static WebhookConfig discloseNames(Mode mode) {
    return config(mode, List.of(), BASE.engine(), List.of(), false, false, true);
  }

  private static WebhookConfig config(
      Mode mode,
      List<NamespaceMode> namespaces,
      dev.hoplint.config.Config engine,
      List<ExceptionEntry> exceptions,
      boolean mayAllow,
      boolean warnExisting,
      boolean discloseNames) {
    return new WebhookConfig(
        BASE.listen(),
        mode,
        namespaces,
        engine,
        exceptions,
        mayAllow,
        warnExisting,
        discloseNames,
        BASE.tls(),
        PATIENT,
        BASE.scan(),
        BASE.watch(),
        BASE.drain());
  }
}
