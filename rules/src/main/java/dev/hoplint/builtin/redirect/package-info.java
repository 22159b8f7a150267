/// Rewrites and redirects of ingress-nginx: what the backend is asked instead of what the client
/// asked, and where clients are sent.
///
/// Knows annotations, locations and where redirects lead. Knows nothing of Services and pods:
/// redirects are answered before a backend is chosen.
@NullMarked
package dev.hoplint.builtin.redirect;

import org.jspecify.annotations.NullMarked;
