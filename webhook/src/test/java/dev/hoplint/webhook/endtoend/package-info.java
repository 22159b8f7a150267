/// The webhook before real API servers, where their programs are at hand.
@NullMarked
package dev.hoplint.webhook.endtoend;

import org.jspecify.annotations.NullMarked;
