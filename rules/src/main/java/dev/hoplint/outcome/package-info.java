/// What a client gets: status codes, who answers, when, and how sure that is.
///
/// Knows no objects and no controllers by name.
@NullMarked
package dev.hoplint.outcome;

import org.jspecify.annotations.NullMarked;
