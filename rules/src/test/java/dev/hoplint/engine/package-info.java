@NullMarked
package dev.hoplint.engine;

import org.jspecify.annotations.NullMarked;
