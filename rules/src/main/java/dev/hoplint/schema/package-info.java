/// The shape of built-in Kubernetes objects: embedded JSON Schemas, and what a manifest violates.
///
/// Knows node trees and the schemas of the kinds hoplint reads; returns [SchemaViolation] values.
/// Knows nothing of rules, findings or other objects. The schema files are generated from the
/// fabric8 model and a hand-written overlay; a test proves them current.
@NullMarked
package dev.hoplint.schema;

import org.jspecify.annotations.NullMarked;
