/// What is decided about one admission review: decoding, the change's findings, the verdict, the
/// answer. Knows no socket and no thread pool.
@NullMarked
package dev.hoplint.webhook.admission;

import org.jspecify.annotations.NullMarked;
