/// What the webhook is told: the configuration file as values, its problems with places. Entry:
/// [WebhookConfig].
@NullMarked
package dev.hoplint.webhook.config;

import org.jspecify.annotations.NullMarked;
