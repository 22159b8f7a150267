/// Which requests an Ingress gets: its class, its hosts and certificates, its paths, and what other
/// Ingresses of the host do to them.
///
/// Knows how controllers build and order paths. Knows nothing of what stands behind a path; that is
/// the business of `backend`.
@NullMarked
package dev.hoplint.builtin.path;

import org.jspecify.annotations.NullMarked;
