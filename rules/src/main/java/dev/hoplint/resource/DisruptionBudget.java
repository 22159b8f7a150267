package dev.hoplint.resource;

import java.util.Optional;

/// A PodDisruptionBudget.
///
/// @param selector in policy/v1 an empty one selects every pod of the namespace, none selects
///   nothing
public record DisruptionBudget(
    Meta meta,
    Optional<LabelSelector> selector,
    Field<IntOrPercent> minAvailable,
    Field<IntOrPercent> maxUnavailable)
    implements Resource {}
