/// The command line: one class per command. Knows the engine, never the webhook.
@NullMarked
package dev.hoplint.cli;

import org.jspecify.annotations.NullMarked;
