package dev.hoplint.cli;

import java.time.Duration;

/// Says on a terminal what takes long: nothing in the first second, one changing line after it.
final class Progress {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Shell shell;
  private volatile String phase = "";
  private volatile boolean done;
  private boolean shown;

  private Progress(Shell shell) {
    this.shell = shell;
  }

  static Progress of(Shell shell, boolean quiet) {
    Progress progress = new Progress(shell);
    if (shell.errorTerminal() && !quiet) {
      Thread.ofPlatform().daemon().name("progress").start(progress::watch);
    } else {
      progress.done = true;
    }
    return progress;
  }

  /// What happens now.
  void says(String text) {
    phase = text;
  }

  private void watch() {
    String before = "";
    try {
      Thread.sleep(PATIENCE);
      while (!done) {
        String now = phase;
        if (!now.equals(before)) {
          show(now);
          before = now;
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show(String text) {
    if (!done) {
      shown = true;
      shell.err().print("\r\u001b[Khoplint: " + text + " …");
      shell.err().flush();
    }
  }

  /// Wipes the line away.
  synchronized void end() {
    done = true;
    if (shown) {
      shown = false;
      shell.err().print("\r\u001b[K");
      shell.err().flush();
    }
  }
}
