/// Tests of this room.
@NullMarked
package dev.hoplint.suppress;

import org.jspecify.annotations.NullMarked;
