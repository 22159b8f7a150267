/// Kubernetes objects as records of values, each value with its place.
///
/// Knows the fields of the kinds that decide how a request is routed, and reads them tolerantly: a
/// wrong type or a placeholder is a value of its own, never an exception. Knows nothing of other
/// objects; what a reference means is the business of `world` and `route`.
@NullMarked
package dev.hoplint.resource;

import org.jspecify.annotations.NullMarked;
