package dev.hoplint.webhook.scan;

import dev.hoplint.webhook.config.WebhookConfig;

/// Where results go beside the metrics.
interface ScanOutlet extends AutoCloseable {
  /// Nowhere.
  ScanOutlet NONE =
      new ScanOutlet() {
        @Override
        public void offer(ScanResult result) {}

        @Override
        public void beat(WebhookConfig config) {}

        @Override
        public void close() {}
      };

  /// There is a newer result; what was not written of the older one no longer matters.
  void offer(ScanResult result);

  /// Called every few seconds: writes what there is to write. Never throws.
  void beat(WebhookConfig config);

  @Override
  void close();
}
