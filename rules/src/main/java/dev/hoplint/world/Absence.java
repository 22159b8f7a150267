package dev.hoplint.world;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.intake.Opening;
import dev.hoplint.resource.Meta;
import dev.hoplint.resource.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Whether something that is not in the input is missing, or only not seen.
final class Absence {
  private final World world;
  private final Scopes scopes;
  private final Assumptions assumptions;

  Absence(World world, Scopes scopes, Assumptions assumptions) {
    this.world = world;
    this.scopes = scopes;
    this.assumptions = assumptions;
  }

  /// Why a named object may exist all the same; empty where it is missing.
  Optional<String> whyUnknown(
      Meta from, Class<?> type, String kind, String namespace, String name) {
    if (assumptions.exists(kind, namespace, name)) {
      return Optional.of("the configuration says that " + kind + " \"" + name + "\" exists");
    }
    return unseen(from, type, kind, namespace, set -> set.openingFor(kind, namespace, name));
  }

  /// Why pods with these labels may exist all the same; empty where they are missing.
  Optional<String> whyUnknown(
      Meta from, String kind, String namespace, Map<String, String> labels) {
    return unseen(
        from,
        Workload.class,
        kind,
        namespace,
        set -> set.openingForLabels(kind, namespace, labels));
  }

  private Optional<String> unseen(
      Meta from,
      Class<?> type,
      String kind,
      String namespace,
      Function<AppliedSet, Optional<Opening>> opens) {
    return switch (world.visibility().of(kind)) {
      case CLOSED -> Optional.empty();
      case UNWATCHED -> Optional.of("objects of kind " + kind + " are not watched");
      case AUTO ->
          opens
              .apply(scopes.set(from))
              .map(Opening::reason)
              .or(() -> notShown(from, type, kind, namespace));
    };
  }

  private Optional<String> notShown(Meta from, Class<?> type, String kind, String namespace) {
    for (int set : scopes.around(from)) {
      if (world.shows(type, set, namespace)) {
        return Optional.empty();
      }
    }
    String what = type == Workload.class ? "workload" : kind;
    return Optional.of("the input shows no " + what + " in namespace \"" + namespace + "\"");
  }
}
