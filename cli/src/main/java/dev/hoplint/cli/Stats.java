package dev.hoplint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long the parts of a run took, and how much memory it holds at the end.
final class Stats {
  private final Shell shell;
  private final List<String> parts = new ArrayList<>();
  private long since;

  Stats(Shell shell) {
    this.shell = shell;
    this.since = shell.clock().millis();
  }

  /// A part ends here.
  void ends(String part) {
    long now = shell.clock().millis();
    parts.add(String.format(Locale.ROOT, "%s %.3f s", part, (now - since) / 1000.0));
    since = now;
  }

  void print() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    shell.say(String.join(", ", parts) + "; heap " + (used >> 20) + " MiB");
  }
}
