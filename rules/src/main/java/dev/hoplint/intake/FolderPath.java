package dev.hoplint.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Folders as strings: `/`-separated, `.` for the top, normalised.
final class FolderPath {
  static final String TOP = ".";

  private FolderPath() {}

  /// The path without `.`, empty and `x/..` steps; steps above the top stay (`../x`).
  static String normalise(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      if (step.equals("..") && !steps.isEmpty() && !steps.getLast().equals("..")) {
        steps.removeLast();
      } else if (!step.equals("..") || !absolute) {
        steps.addLast(step);
      }
    }
    String joined = String.join("/", steps);
    return absolute ? "/" + joined : joined.isEmpty() ? TOP : joined;
  }

  /// What a relative path written in a file of the folder means.
  static String resolve(String folder, String relative) {
    return normalise(relative.startsWith("/") ? relative : folder + "/" + relative);
  }

  /// The folder around a normalised folder or file; empty at the top.
  static Optional<String> parent(String path) {
    if (path.equals(TOP) || path.equals("/") || path.equals("..") || path.endsWith("/..")) {
      return Optional.empty();
    }
    int slash = path.lastIndexOf('/');
    return Optional.of(slash < 0 ? TOP : slash == 0 ? "/" : path.substring(0, slash));
  }

  /// Whether a normalised path lies in the folder or below it, or is the folder.
  static boolean isWithin(String path, String folder) {
    return folder.equals(TOP)
        ? !path.startsWith("/") && !path.equals("..") && !path.startsWith("../")
        : path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  /// The path below a folder that holds it.
  static String below(String path, String folder) {
    return folder.equals(TOP)
        ? path
        : path.substring(Math.min(path.length(), folder.length() + (folder.endsWith("/") ? 0 : 1)));
  }
}
