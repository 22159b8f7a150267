package dev.hoplint.webhook;

import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of the server: from its options to its last answer.
final class Serving {
  private Serving() {}

  /// Serves until a signal asks for the end.
  ///
  /// @throws CannotServe where it cannot even begin
  static int run(ServeOptions options) throws InterruptedException {
    Signals signals = Signals.listen();
    ConfigFile config = open(options);
    Logger log = LoggerFactory.getLogger(Serving.class);
    try (Webhook webhook = Webhook.start(options, config)) {
      if (Integer.getInteger(Preparation.TRAIN, 0) > 0) {
        webhook.awaitWarm();
        return Main.OK; // The launcher records what a start loads.
      }
      signals.await();
      Duration delay = delay(options, config.current());
      log.atInfo().addKeyValue("delay", delay).log("draining");
      webhook.drain();
      Thread.sleep(delay);
      log.atInfo().log("stopping");
    }
    log.atInfo().log("stopped");
    return Main.OK;
  }

  /// How long to go on after a signal. The default is for a cluster, whose nodes learn one after
  /// the other that no requests are to come here.
  static Duration delay(ServeOptions options, WebhookConfig config) {
    Duration delay = config.drain().delay();
    boolean unsaid = delay.equals(WebhookConfig.DEFAULT.drain().delay());
    return options.standalone() && unsaid ? Duration.ZERO : delay;
  }

  private static ConfigFile open(ServeOptions options) {
    if (options.config().isEmpty()) {
      return ConfigFile.none(WebhookConfig.DEFAULT);
    }
    return switch (ConfigFile.open(options.config().get())) {
      case ConfigFile.Opened.Usable usable -> usable.file();
      case ConfigFile.Opened.Unusable unusable -> throw new CannotServe(unusable.refused().lines());
    };
  }
}
