package dev.hoplint.intake;

/// One thing a kustomization does to objects below it that routing may depend on.
///
/// @param reason for messages: `patch "port.yaml" of overlays/dev`
record Layer(LayerTarget target, String reason) {}
