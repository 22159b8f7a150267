package dev.hoplint.route;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;

/// A hop that could not be checked, and why.
public record Unresolved(String message, Resource resource, Place place) {}
