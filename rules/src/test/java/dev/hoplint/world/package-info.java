@NullMarked
package dev.hoplint.world;

import org.jspecify.annotations.NullMarked;
