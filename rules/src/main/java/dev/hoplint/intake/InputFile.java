package dev.hoplint.intake;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Document;
import java.util.List;

/// A text that was read, with the argument that led to it.
///
/// @param path the path as it is printed, `/`-separated, relative where given relative; `-` for
///   standard input
/// @param argument the command-line argument below which the path lies: a folder's path, or the
///   file's own path where the file itself was named
/// @param documents the documents of the source, in order; none where the reader saw that the text
///   is nothing for Kubernetes and did not parse it
public record InputFile(String path, String argument, SourceText source, List<Document> documents) {
  public InputFile {
    documents = List.copyOf(documents);
  }

  /// The folder part of the path; `.` for a path without one.
  public String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
