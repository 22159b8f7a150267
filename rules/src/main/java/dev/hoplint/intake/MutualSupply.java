package dev.hoplint.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Openings between a base and an overlay whose namespaces only rendering settles: what one of them
/// holds may answer a reference of the other.
final class MutualSupply {
  private static final int MOST_NAMED = 64;

  private MutualSupply() {}

  static void between(SetDraft overlay, SetDraft base) {
    overlay.openings().addAll(supplies(base));
    base.openings().addAll(supplies(overlay));
  }

  private static List<Opening> supplies(SetDraft from) {
    OpeningList openings = new OpeningList();
    boolean named = from.objects().size() <= MOST_NAMED;
    String reason = from.name() + " is deployed into several namespaces";
    Set<String> workloads = new LinkedHashSet<>();
    for (SortedDocument object : from.objects()) {
      if (BuiltInKinds.isWorkload(object.kind())) {
        workloads.add(object.kind());
      } else {
        openings.add(
            new Opening(
                reason,
                Set.of(object.kind()),
                Optional.empty(),
                named ? Optional.of(object.name()) : Optional.empty()));
      }
    }
    if (!workloads.isEmpty()) {
      workloads.add("Pod");
      openings.add(new Opening(reason, workloads, Optional.empty(), Optional.empty()));
    }
    return openings.toList();
  }
}
