/// How a Service's port becomes a port of a pod: names, numbers, protocols, and what the pod's own
/// settings say about where it listens.
///
/// Knows Services, containers and their settings. Knows nothing of how pods become ready; that is
/// the business of `probe`, which borrows the settings and the words from here.
@NullMarked
package dev.hoplint.builtin.port;

import org.jspecify.annotations.NullMarked;
