/// The objects that exist together, and how sure it is that an absent one is really absent.
///
/// Knows references, selectors and scopes. Knows nothing of controllers, statuses and rules.
@NullMarked
package dev.hoplint.world;

import org.jspecify.annotations.NullMarked;
