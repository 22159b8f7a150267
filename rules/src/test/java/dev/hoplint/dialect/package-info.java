@NullMarked
package dev.hoplint.dialect;

import org.jspecify.annotations.NullMarked;
