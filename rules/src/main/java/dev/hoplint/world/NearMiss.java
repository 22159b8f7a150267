package dev.hoplint.world;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;

/// Something that exists instead of what was looked for.
///
/// @param text what to say about it: `namespace "prod" has a Service "web"`
/// @param resource the object
/// @param place the other end of the mismatch
public record NearMiss(String text, Resource resource, Place place) {}
