package dev.hoplint.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line's entry.
@Command(
    name = "hoplint",
    mixinStandardHelpOptions = true,
    version = "hoplint 0.1.0-SNAPSHOT",
    description = "Finds the HTTP routing failures that are written down in Kubernetes manifests.")
public final class Main implements Runnable {
  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
