/// Tests of the command line, through its entry.
@NullMarked
package dev.hoplint.cli;

import org.jspecify.annotations.NullMarked;
