/// Runs the rules: builds the world, checks every subject, decides what counts, sorts.
@NullMarked
package dev.hoplint.engine;

import org.jspecify.annotations.NullMarked;
