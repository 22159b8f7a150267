package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.List;

/// What a question about a host answers under the orders that its Ingresses may have been created
/// in, which files do not tell.
///
/// @param cases the different answers, at least one; the first holds where all Ingresses are
///   created in one second
/// @param isComplete false where there are more orders than are tried
public record OrderedAnswer<T>(List<Case<T>> cases, boolean isComplete) {
  public OrderedAnswer {
    cases = List.copyOf(cases);
  }

  /// One answer.
  ///
  /// @param oldest the Ingresses that give it where they are the oldest of the host; empty where
  ///   the host has none
  public record Case<T>(T value, List<Ingress> oldest) {
    public Case {
      oldest = List.copyOf(oldest);
    }
  }

  /// Whether the answer is the same under every order.
  public boolean isCertain() {
    return isComplete && cases.size() == 1;
  }

  /// The answer where all Ingresses are created in one second.
  public T usual() {
    return cases.getFirst().value();
  }
}
