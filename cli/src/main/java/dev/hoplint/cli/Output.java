package dev.hoplint.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// Writes what a command says: to standard output, or to a file that is replaced as a whole.
final class Output {
  private Output() {}

  /// Something that writes a text.
  interface Text {
    void write(Appendable out) throws IOException;
  }

  static void print(Shell shell, String text) {
    print(shell, out -> out.append(text));
  }

  /// Writes to standard output. A reader who has gone away (`| head`) is no error.
  static void print(Shell shell, Text text) {
    try {
      Writer out = writer(shell.out());
      text.write(out);
      out.flush();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (!reason.contains("pipe") && !reason.contains("closed")) {
        throw new WrongUsage("cannot write to standard output: " + e.getMessage(), "");
      }
    }
  }

  /// Writes to a file. Regular files are replaced at the end, so that nobody reads half a report;
  /// devices and pipes are written to.
  static void write(String name, Path file, Text text) {
    try {
      boolean special = Files.exists(file) && !Files.isRegularFile(file);
      if (special) {
        fill(file, text);
        return;
      }
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path draft = Files.createTempFile(target.getParent(), ".hoplint", ".tmp");
      try {
        fill(draft, text);
        replace(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new WrongUsage("cannot write \"" + name + "\": " + reason(e), "");
    }
  }

  private static void fill(Path file, Text text) throws IOException {
    try (Writer out = writer(Files.newOutputStream(file))) {
      text.write(out);
    }
  }

  private static void replace(Path draft, Path target) throws IOException {
    readableAsUsual(draft, target);
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Temporary files are made for their owner alone; a report has the permissions of the file it
  /// replaces, or those that a new file gets.
  private static void readableAsUsual(Path draft, Path target) throws IOException {
    if (!draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
      return;
    }
    Path model = Files.createFile(draft.resolveSibling(draft.getFileName() + ".new"));
    try {
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(model));
    } finally {
      Files.delete(model);
    }
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
  }

  /// What a failed file operation means, in words.
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or folder";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NotDirectoryException _ -> "not a folder";
      case java.nio.file.FileSystemLoopException _ -> "its links lead in a circle";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
