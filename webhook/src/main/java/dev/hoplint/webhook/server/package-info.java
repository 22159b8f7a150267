/// The HTTP doors: TLS for reviews, a plain port for health and metrics; load, deadlines, shutdown.
@NullMarked
package dev.hoplint.webhook.server;

import org.jspecify.annotations.NullMarked;
