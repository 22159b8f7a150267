/// Findings that somebody accepts: comments and annotations in manifests, and what an accepted
/// finding and a useless suppression are.
///
/// Knows findings and objects; knows no configuration file, no clock and no preset: the engine
/// brings those.
@NullMarked
package dev.hoplint.suppress;

import org.jspecify.annotations.NullMarked;
