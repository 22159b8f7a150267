/// Tests of this room.
@NullMarked
package dev.hoplint.config;

import org.jspecify.annotations.NullMarked;
