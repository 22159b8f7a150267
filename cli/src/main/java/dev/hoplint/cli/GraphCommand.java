package dev.hoplint.cli;

import dev.hoplint.cli.report.RouteMap;
import dev.hoplint.cli.report.RouteMapFormat;
import java.util.List;
import java.util.Optional;

/// `hoplint graph [PATH…]`: the routing graph as a picture's text.
final class GraphCommand {
  private static final String HINT = "\"hoplint graph --help\" lists the options";
  private static final List<String> GROUPS = List.of("auto", "host", "ingress", "namespace");

  private GraphCommand() {}

  static int run(List<String> arguments, Shell shell) {
    Arguments command =
        new Arguments(
                "graph",
                "[PATH…]",
                "Draws the routes of manifests: hosts, Services, workloads, and where they break.")
            .operands("PATH", "files and folders; \"-\" is standard input; none is \".\"")
            .value("FORMAT", "mermaid (default), dot, json or html", "--format")
            .value(
                "LEVEL",
                "what one entry stands for: host, ingress, namespace; auto (default) is the finest"
                    + " that can be read",
                "--group")
            .value("FILE", "where the graph goes", "-o", "--output");
    Optional<Arguments.Parsed> parsed = LintArguments.addInput(command).parse(arguments, shell);
    return parsed.isEmpty() ? ExitCode.OK : run(parsed.get(), shell);
  }

  private static int run(Arguments.Parsed parsed, Shell shell) {
    ReportOutput output = ReportOutput.of(parsed, RouteMapFormat.words(), HINT);
    RouteMapFormat format = RouteMapFormat.of(output.format());
    String group = parsed.value("--group").orElse("auto");
    if (!GROUPS.contains(group)) {
      throw new WrongUsage(
          "--group is " + String.join(", ", GROUPS) + ", not \"" + group + "\"", HINT);
    }
    LintOptions options = LintArguments.input(parsed, parsed.operands());
    Optional<Examination> examined = Examination.of(options, shell);
    if (examined.isEmpty()) {
      return ExitCode.INPUT;
    }
    RouteMap map = map(group, format, examined.get());
    if (map.edges().isEmpty()) {
      shell.say("there is no route in " + String.join(", ", options.paths()));
    }
    output.write(shell, out -> format.write(map, out));
    return examined.get().exitCode(ExitCode.OK);
  }

  private static RouteMap map(String group, RouteMapFormat format, Examination examined) {
    if (group.equals("auto")) {
      return format == RouteMapFormat.JSON
          ? RouteMap.of(examined.graph(), examined.result(), RouteMap.Level.HOST)
          : RouteMap.readable(examined.graph(), examined.result());
    }
    return RouteMap.of(
        examined.graph(),
        examined.result(),
        switch (group) {
          case "host" -> RouteMap.Level.HOST;
          case "ingress" -> RouteMap.Level.INGRESS;
          default -> RouteMap.Level.NAMESPACE;
        });
  }
}
