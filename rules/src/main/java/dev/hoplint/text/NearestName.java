package dev.hoplint.text;

import java.util.List;
import java.util.Optional;

/// The nearest of several names, for "did you mean".
public final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /// The candidate that is most likely meant: within a third of its length in edits, or one that
  /// the name contains or is contained in. Empty where nothing comes near.
  public static Optional<String> of(String name, List<String> candidates) {
    String best = "";
    int bestScore = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int score = score(name, candidate);
      if (score < bestScore || (score == bestScore && candidate.compareTo(best) < 0)) {
        best = candidate;
        bestScore = score;
      }
    }
    return bestScore == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
  }

  private static int score(String name, String candidate) {
    if (name.isEmpty() || candidate.isEmpty() || name.equals(candidate)) {
      return Integer.MAX_VALUE;
    }
    int most = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
    boolean comparable = Math.abs(name.length() - candidate.length()) <= most;
    if (comparable && name.length() <= LONGEST && candidate.length() <= LONGEST) {
      int edits = distance(name, candidate);
      if (edits <= most) {
        return edits;
      }
    }
    boolean part =
        Math.min(name.length(), candidate.length()) >= 3
            && (candidate.contains(name) || name.contains(candidate));
    return part ? LONGEST + Math.abs(candidate.length() - name.length()) : Integer.MAX_VALUE;
  }

  /// Edits (insert, delete, replace, swap of neighbours) between two short texts.
  public static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= other.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[one.length()][other.length()];
  }
}
