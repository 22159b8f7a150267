package dev.hoplint.dialect.nginx.request;

import dev.hoplint.resource.Ingress;
import java.util.Optional;

/// How one hop ends.
public sealed interface Decision {
  Reason reason();

  /// nginx answers by itself.
  record Reply(int status, Reason reason) implements Decision {}

  /// nginx redirects.
  ///
  /// @param location the Location header as it is sent; empty for codes that send none
  record Redirect(int status, Optional<String> location, Reason reason) implements Decision {}

  /// nginx asks the backend.
  ///
  /// @param ingress whose namespace the Service is in
  /// @param uri path and query as the backend receives them
  record Forward(Ingress ingress, Ingress.ServiceBackend backend, String uri, Reason reason)
      implements Decision {}

  /// It cannot be said.
  record NotAnalysed(Reason reason) implements Decision {}

  /// The status that the client gets; empty where the backend or nobody knows.
  default Optional<Integer> answer() {
    return switch (this) {
      case Reply(int status, Reason _) -> Optional.of(status);
      case Redirect(int status, Optional<String> _, Reason _) -> Optional.of(status);
      case Forward _, NotAnalysed _ -> Optional.empty();
    };
  }
}
