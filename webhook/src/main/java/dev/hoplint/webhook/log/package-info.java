/// Log records as lines of JSON. Knows nothing of what is logged.
@NullMarked
package dev.hoplint.webhook.log;

import org.jspecify.annotations.NullMarked;
