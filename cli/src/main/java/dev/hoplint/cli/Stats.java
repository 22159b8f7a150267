package dev.hoplint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How long the parts of a run took, and how much memory it holds at the end.
final class Stats {
  private final Shell shell;
  private final List<Part> parts = new ArrayList<>();
  private long since;

  private record Part(String name, long millis) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.3f s", name, millis / 1000.0);
    }
  }

  Stats(Shell shell) {
    this.shell = shell;
    this.since = shell.clock().millis();
  }

  /// A part ends here.
  void ends(String part) {
    long now = shell.clock().millis();
    parts.add(new Part(part, now - since));
    since = now;
  }

  void print() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    shell.say(
        parts.stream().map(Part::toString).collect(Collectors.joining(", "))
            + "; heap "
            + (used >> 20)
            + " MiB");
  }
}
