package dev.hoplint.cli.input;

import java.util.Comparator;

/// An input that could not be read at all.
///
/// @param path the path as it is printed
/// @param message what is wrong with it, as the rest of a sentence: `does not exist`
public record InputProblem(String path, String message) implements Comparable<InputProblem> {
  private static final Comparator<InputProblem> ORDER =
      Comparator.comparing(InputProblem::path).thenComparing(InputProblem::message);

  @Override
  public int compareTo(InputProblem other) {
    return ORDER.compare(this, other);
  }
}
