/// What a text is, before anybody asks what it says: a manifest, a template, a patch, a
/// kustomization, a generator's order, or no Kubernetes at all; and which manifests are deployed
/// together.
///
/// Works on paths as strings and on node trees; never opens a file. Knows kinds only by name, not
/// their fields (beyond kustomization files and the kinds that generate others).
@NullMarked
package dev.hoplint.intake;

import org.jspecify.annotations.NullMarked;
