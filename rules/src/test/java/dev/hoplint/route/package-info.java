@NullMarked
package dev.hoplint.route;

import org.jspecify.annotations.NullMarked;
