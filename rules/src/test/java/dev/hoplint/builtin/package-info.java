@NullMarked
package dev.hoplint.builtin;

import org.jspecify.annotations.NullMarked;
