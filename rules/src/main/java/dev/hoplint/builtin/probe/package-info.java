/// How pods become ready and stay alive: readiness, liveness and startup probes.
///
/// Knows containers, probes and the Services that lead to them. Borrows what a container's settings
/// say about its ports from `port`.
@NullMarked
package dev.hoplint.builtin.probe;

import org.jspecify.annotations.NullMarked;
