package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;

/// What makes the controller drop a whole Ingress: without the admission webhook a new one is never
/// served (404), a changed one keeps its old state.
///
/// @param annotation without prefix
/// @param why the rest of a sentence about the value
public record Rejection(Ingress ingress, String annotation, String why, Place place) {}
