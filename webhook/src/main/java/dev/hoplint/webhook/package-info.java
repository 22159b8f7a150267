/// The validating admission webhook. Knows the engine and the cluster room, never the command line.
@NullMarked
package dev.hoplint.webhook;

import org.jspecify.annotations.NullMarked;
