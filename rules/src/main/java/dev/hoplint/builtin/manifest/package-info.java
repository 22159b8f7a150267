/// Rules about manifests as texts and as single objects: whether they can be read, whether the API
/// server takes them, whether they say what they seem to say.
///
/// Knows documents, trees and the schemas. Knows nothing of routes.
@NullMarked
package dev.hoplint.builtin.manifest;

import org.jspecify.annotations.NullMarked;
