package dev.hoplint.webhook.tls;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate in use, who wants to know of the next, and what is wrong with the newest one.
final class Serving {
  private static final Logger log = LoggerFactory.getLogger(Serving.class);

  private final List<Consumer<ServingCertificate>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable ServingCertificate current;
  private volatile Optional<String> problem;

  /// @param problem what is wrong before there was a first look; empty for nothing
  Serving(Optional<String> problem) {
    this.problem = problem;
  }

  Optional<ServingCertificate> current() {
    return Optional.ofNullable(current);
  }

  void onChange(Consumer<ServingCertificate> listener) {
    listeners.add(listener);
  }

  void become(ServingCertificate next) {
    current = next;
    listeners.forEach(listener -> listener.accept(next));
  }

  Optional<String> problem() {
    return problem;
  }

  /// What is wrong from now on; told once for as long as it stays the same.
  void suffers(Optional<String> next) {
    if (!next.equals(problem) && next.isPresent()) {
      log.atWarn().addKeyValue("problem", next.get()).log("certificates have a problem");
    }
    problem = next;
  }
}
