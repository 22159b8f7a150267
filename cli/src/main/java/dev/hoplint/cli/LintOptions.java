package dev.hoplint.cli;

import dev.hoplint.cli.report.OutputFormat;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// What the command line of `lint` asks for, checked.
///
/// @param paths files and folders; `-` for standard input
/// @param failOn the severity from which findings make the exit code 1; empty for never
/// @param severity the lowest severity that is shown
/// @param only rules that alone run; empty for those of the preset
/// @param symptom the status whose findings alone are shown
/// @param controllers values of `--controller`: an id, or `class=id`
/// @param kubernetesVersion the version that the manifests are for
/// @param config the configuration file; empty to look for one
record LintOptions(
    List<String> paths,
    Optional<String> namespace,
    List<Destination> destinations,
    Optional<Severity> failOn,
    Severity severity,
    List<String> only,
    List<String> skip,
    Optional<Integer> symptom,
    List<String> controllers,
    Optional<String> kubernetesVersion,
    boolean closedWorld,
    Optional<String> config,
    boolean noConfig,
    Optional<String> baseline,
    List<String> exclude,
    int jobs,
    Optional<Boolean> color,
    boolean quiet,
    boolean verbose,
    boolean stats,
    boolean allowEmpty) {

  /// A report of one format.
  ///
  /// @param file where it goes; empty for standard output
  record Destination(OutputFormat format, Optional<String> file) {}
}
