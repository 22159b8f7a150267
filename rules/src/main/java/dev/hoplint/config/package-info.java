/// What a user decides: presets, severities, options, assumptions, suppressions. Immutable values
/// and their reader; problems of a configuration file carry places.
///
/// Stands on `yaml` only; severities and rule ids are words here, and the engine knows what they
/// mean.
@NullMarked
package dev.hoplint.config;

import org.jspecify.annotations.NullMarked;
