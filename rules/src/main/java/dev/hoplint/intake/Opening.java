package dev.hoplint.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A reason why an object that is not in the input may exist all the same.
///
/// @param reason for the summary: `HelmRelease "shop" may create it`
/// @param kinds the kinds it may supply; empty for any
/// @param namespace the namespace it supplies; empty for any
/// @param nameHint where present, only names that contain it are supplied
public record Opening(
    String reason, Set<String> kinds, Optional<String> namespace, Optional<String> nameHint) {
  public Opening {
    kinds = Set.copyOf(kinds);
  }

  /// Whether it may supply an object of this kind, namespace and name; an empty name asks for any
  /// object of the kind (what a selector looks for), which a name hint supplies too.
  public boolean maySupply(String kind, String wantedNamespace, String name) {
    return (kinds.isEmpty() || kinds.contains(kind))
        && (namespace.isEmpty() || namespace.get().equals(wantedNamespace))
        && (nameHint.isEmpty() || name.isEmpty() || name.contains(nameHint.get()));
  }

  /// Whether it may supply an object that carries these labels: where there is a name hint, a label
  /// must say it (operators label their pods with the name of the custom resource).
  public boolean maySupplyLabels(String kind, String wantedNamespace, Map<String, String> labels) {
    return maySupply(kind, wantedNamespace, "")
        && (nameHint.isEmpty()
            || labels.values().stream().anyMatch(value -> value.contains(nameHint.get())));
  }
}
