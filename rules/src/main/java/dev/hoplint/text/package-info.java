/// Text and places in it: offsets, spans, lines and columns, edits; names that are near, values
/// that are placeholders.
///
/// Offsets are 0-based and half-open and count UTF-16 units; lines and columns exist only where
/// something is printed. This room knows nothing of YAML, Kubernetes or files.
@NullMarked
package dev.hoplint.text;

import org.jspecify.annotations.NullMarked;
