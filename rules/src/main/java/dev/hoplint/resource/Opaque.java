package dev.hoplint.resource;

import dev.hoplint.yaml.Mapping;

/// An object whose kind has no record here; its fields stay in the tree.
///
/// @param root the object's own mapping
public record Opaque(Meta meta, Mapping root) implements Resource {}
