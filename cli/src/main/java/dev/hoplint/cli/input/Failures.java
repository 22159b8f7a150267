package dev.hoplint.cli.input;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says in words why the file system refused something.
final class Failures {
  private Failures() {}

  static String sentence(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "does not exist";
      case AccessDeniedException _ -> "cannot be read: permission denied";
      case FileSystemException refused when refused.getReason() != null ->
          "cannot be read: " + refused.getReason();
      default -> "cannot be read: " + failure.getClass().getSimpleName();
    };
  }
}
