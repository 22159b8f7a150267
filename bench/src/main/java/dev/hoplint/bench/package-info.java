/// Measurements: made-up corpora and what runs over them. Not published; nothing depends on it.
@NullMarked
package dev.hoplint.bench;

import org.jspecify.annotations.NullMarked;
