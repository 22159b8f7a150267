/// What stands behind a route: Services, their ports, and the pods they select.
///
/// Knows references from routes to Services and from Services to pods. Knows nothing of what the
/// containers do with the requests; that is the business of `port`, `probe` and `lifecycle`.
@NullMarked
package dev.hoplint.builtin.backend;

import org.jspecify.annotations.NullMarked;
