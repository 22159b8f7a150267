package dev.hoplint.webhook.scan;

import dev.hoplint.webhook.server.ReadinessCheck;
import java.util.Optional;

/// What is worth knowing about the scan. It never keeps reviews from being answered.
public final class ScanReadiness implements ReadinessCheck {
  private final ClusterOutlet outlet;

  public ScanReadiness(ClusterOutlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public Optional<String> detail() {
    if (!outlet.isAsked()) {
      return Optional.empty();
    }
    return outlet
        .problem()
        .or(
            () ->
                Optional.of(outlet.isLeading() ? "this replica writes" : "another replica writes"));
  }
}
