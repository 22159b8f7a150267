/// Routes through the world: entry → host and path → backend → Service port → pods → container
/// port.
///
/// Knows how Kubernetes resolves each hop. Knows nothing of rules: it says what is, not whether
/// that is good.
@NullMarked
package dev.hoplint.route;

import org.jspecify.annotations.NullMarked;
