package dev.hoplint.cli.input;

import java.nio.file.Path;

/// A file to read.
///
/// @param path where it is
/// @param printed the path as it is printed
/// @param argument the argument that led to it, as it is printed
record FoundFile(Path path, String printed, String argument) {
  boolean isNamed() {
    return printed.equals(argument);
  }
}
