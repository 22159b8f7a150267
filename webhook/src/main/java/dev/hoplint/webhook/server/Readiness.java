package dev.hoplint.webhook.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// All that must hold before requests are sent here.
public final class Readiness {
  private final List<ReadinessCheck> checks = new CopyOnWriteArrayList<>();

  public void add(ReadinessCheck check) {
    checks.add(check);
  }

  public boolean isReady() {
    return checks.stream().allMatch(check -> problem(check).isEmpty());
  }

  /// One line per check, as the API server's own `/readyz?verbose` writes them.
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (ReadinessCheck check : checks) {
      Optional<String> problem = problem(check);
      text.append(problem.isEmpty() ? "[+]" : "[-]").append(check.name());
      text.append(problem.map(why -> ": " + why).orElse(" ok"));
      if (problem.isEmpty()) {
        check.detail().ifPresent(detail -> text.append(": ").append(detail));
      }
      text.append('\n');
    }
    return text.append(isReady() ? "readyz check passed\n" : "readyz check failed\n").toString();
  }

  private static Optional<String> problem(ReadinessCheck check) {
    try {
      return check.problem();
    } catch (RuntimeException failure) {
      return Optional.of("the check itself failed: " + failure.getClass().getSimpleName());
    }
  }
}
