package dev.hoplint.webhook.server;

import java.util.Optional;

/// Not ready any more from the moment on in which the process was asked to end.
public final class DrainReadiness implements ReadinessCheck {
  private volatile boolean draining;

  public void begin() {
    draining = true;
  }

  @Override
  public String name() {
    return "shutdown";
  }

  @Override
  public Optional<String> problem() {
    return draining ? Optional.of("the process is about to end") : Optional.empty();
  }
}
