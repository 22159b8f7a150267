@NullMarked
package dev.hoplint.dialect.nginx;

import org.jspecify.annotations.NullMarked;
