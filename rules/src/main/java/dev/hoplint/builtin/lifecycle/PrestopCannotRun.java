package dev.hoplint.builtin.lifecycle;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A preStop hook that fails whenever it runs, so that SIGTERM comes at once.
///
/// `tcpSocket` is accepted and never supported (field documentation of `LifecycleHandler`; the
/// kubelet's lifecycle handlers know exec, httpGet and sleep). An exec hook is started without a
/// shell, and distroless and scratch images hold neither a shell nor `sleep`.
public final class PrestopCannotRun implements Rule.OfWorkload {
  private static final Set<String> PROGRAMS =
      Set.of("sh", "bash", "ash", "dash", "sleep", "busybox");
  private static final Set<String> FOLDERS = Set.of("", "/bin/", "/usr/bin/", "/usr/local/bin/");

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIFECYCLE,
              "prestop-cannot-run",
              Severity.ERROR,
              Certainty.CERTAIN,
              "the preStop hook fails whenever it runs, so there is no delay before SIGTERM")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    Optional<Reach> reach = Reach.of(context.graph(), workload);
    List<Finding> findings = new ArrayList<>();
    for (Container container : workload.template().serving()) {
      container
          .preStop()
          .flatMap(hook -> finding(workload, container, hook, reach.isPresent()))
          .map(found -> reach.map(seen -> seen(found, seen)).orElse(found))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Finding seen(Finding finding, Reach reach) {
    return finding.symptom(reach.symptom(Defect.REFUSED, When.ROLLOUT)).routes(reach.routes());
  }

  private static Optional<Finding> finding(
      Workload workload, Container container, Handler hook, boolean served) {
    String who = "preStop of " + container.quoted();
    if (hook instanceof Handler.TcpSocket socket) {
      return Optional.of(
          Finding.in(
                  workload,
                  META,
                  socket.port().place(),
                  who + " is a tcpSocket, which Kubernetes accepts and never runs: it always fails")
              .help("use the sleep action, exec or httpGet"));
    }
    if (!served || !(hook instanceof Handler.Exec exec) || exec.command().isEmpty()) {
      return Optional.empty();
    }
    Field<String> program = exec.command().getFirst();
    return why(exec, program.or(""), container)
        .map(
            reason ->
                Finding.in(workload, META, program.place(), who + " runs " + reason)
                    .severity(Severity.WARNING)
                    .atMost(Certainty.LIKELY)
                    .help("use the sleep action (Kubernetes 1.30 and later): sleep: {seconds: 10}")
                    .related("the image", workload, container.image().place()));
  }

  /// What is wrong with a command: `"sh", but its image … has no shell`.
  private static Optional<String> why(Handler.Exec exec, String program, Container container) {
    if (exec.command().size() == 1 && program.strip().indexOf(' ') > 0) {
      return Optional.of(
          "\""
              + program
              + "\" as one word, but no shell splits it: the words must be items of their own");
    }
    int slash = program.lastIndexOf('/') + 1;
    boolean standard =
        PROGRAMS.contains(program.substring(slash))
            && FOLDERS.contains(program.substring(0, slash));
    Optional<String> image = container.image().get();
    return standard
        ? image
            .flatMap(ShelllessImages::why)
            .map(
                kind ->
                    "\""
                        + program
                        + "\", but \""
                        + image.get()
                        + "\" is "
                        + kind
                        + " and has no such program")
        : Optional.empty();
  }
}
