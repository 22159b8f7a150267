/// Puts load on a running webhook as an API server does and says what became of it. Knows the
/// harness and the wire; starts the webhook as a process of its own, so that nothing of it is
/// measured by accident. Entry: [LoadDriver].
@NullMarked
package dev.hoplint.bench.load;

import org.jspecify.annotations.NullMarked;
