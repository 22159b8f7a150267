package dev.hoplint.rule;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;

/// The other end of a mismatch.
///
/// @param message what stands there, as a noun phrase: `ports of container "app"`
public record Related(String message, Resource resource, Place place) {}
