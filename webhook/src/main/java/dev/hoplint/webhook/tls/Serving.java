package dev.hoplint.webhook.tls;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The certificate in use and who wants to know of the next.
final class Serving {
  private final List<Consumer<ServingCertificate>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable ServingCertificate current;

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
}
