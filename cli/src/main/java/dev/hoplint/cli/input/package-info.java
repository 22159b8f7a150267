/// Where manifests come from: files, folders and standard input become texts and trees.
///
/// The only room of the command line that opens manifests. Knows files and their traps; knows
/// nothing of what the texts say. What cannot be read is a value, never an exception.
@NullMarked
package dev.hoplint.cli.input;

import org.jspecify.annotations.NullMarked;
