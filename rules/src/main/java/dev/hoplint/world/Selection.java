package dev.hoplint.world;

import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which pods a selector picks, from the point of view of the object that holds it.
final class Selection {
  /// What a selector may pick pods of.
  private static final List<String> POD_KINDS =
      List.of("Deployment", "StatefulSet", "DaemonSet", "Pod");

  private final World world;
  private final Scopes scopes;
  private final Absence absence;
  private final Assumptions assumptions;

  Selection(World world, Scopes scopes, Absence absence, Assumptions assumptions) {
    this.world = world;
    this.scopes = scopes;
    this.absence = absence;
    this.assumptions = assumptions;
  }

  Resolved<List<Workload>> equality(Resource from, StringMap selector) {
    return select(
        from,
        selector,
        workload ->
            Selectors.match(selector, workload.template().labels(), supplied(from, workload)));
  }

  Resolved<List<Workload>> full(Resource from, LabelSelector selector) {
    return select(
        from,
        selector.matchLabels(),
        workload ->
            Selectors.match(selector, workload.template().labels(), supplied(from, workload)));
  }

  private Set<String> supplied(Resource from, Workload workload) {
    return scopes.suppliedLabels(from.meta(), workload.meta());
  }

  private Resolved<List<Workload>> select(
      Resource from, StringMap labels, Function<Workload, Match> match) {
    List<Workload> matching = new ArrayList<>();
    boolean unsure = false;
    for (Workload workload :
        world.labels().candidates(from.namespace(), withoutSupplied(from, labels))) {
      Match answer = match.apply(workload);
      if (answer == Match.YES) {
        matching.add(workload);
      }
      unsure |= answer == Match.UNKNOWN;
    }
    List<Workload> selected = scopes.coexisting(from.meta(), matching);
    if (scopes.holdsAlternatives(from.meta(), selected)) {
      return new Resolved.Unknown<>(
          "several definitions of " + selected.getFirst().quoted() + " may be alternatives");
    }
    if (!selected.isEmpty()) {
      return new Resolved.Found<>(selected);
    }
    if (unsure || labels.hasUnknown()) {
      return new Resolved.Unknown<>("a placeholder decides which pods are selected");
    }
    return nothing(from, labels);
  }

  private StringMap withoutSupplied(Resource from, StringMap selector) {
    Set<String> supplied = world.set(from).suppliedLabels();
    if (supplied.isEmpty()) {
      return selector;
    }
    return new StringMap(
        selector.place(),
        selector.entries().stream().filter(entry -> !supplied.contains(entry.key())).toList());
  }

  private Resolved<List<Workload>> nothing(Resource from, StringMap labels) {
    if (assumptions.runsElsewhere(from.namespace(), labels)) {
      return new Resolved.Unknown<>("the configuration says that other pods carry these labels");
    }
    for (Workload workload : world.all(Workload.class, from.namespace())) {
      if (workload.template().isUnwritten()) {
        return new Resolved.Unknown<>("the pod template of " + workload.quoted() + " is missing");
      }
      if (mayCarry(workload, labels)) {
        return new Resolved.Unknown<>(
            workload.quoted() + " may put more labels on its pods than its template has");
      }
    }
    Map<String, String> wanted = new HashMap<>();
    labels.entries().forEach(entry -> wanted.put(entry.key(), entry.value().or("")));
    for (String kind : POD_KINDS) {
      Optional<String> maybe = absence.whyUnknown(from.meta(), kind, from.namespace(), wanted);
      if (maybe.isPresent()) {
        return new Resolved.Unknown<>(maybe.get());
      }
    }
    return new Resolved.Missing<>(NearMisses.byLabels(world, from, labels));
  }

  /// An Argo Rollout labels its pods by their role (`stableMetadata`, `canaryMetadata`, …), and a
  /// clustered database labels its own pods by who leads: what the template has must match, what it
  /// lacks may be added.
  private static boolean mayCarry(Workload workload, StringMap selector) {
    StringMap labels = workload.template().labels();
    boolean adds =
        switch (workload.type()) {
          case ROLLOUT -> true;
          case STATEFUL_SET ->
              selector.entries().stream()
                  .filter(entry -> !labels.has(entry.key()))
                  .allMatch(Selectors::tellsTheLeader);
          default -> false;
        };
    if (!adds) {
      return false;
    }
    List<StringMap.Entry> shared =
        selector.entries().stream().filter(entry -> labels.has(entry.key())).toList();
    return !shared.isEmpty()
        && shared.stream()
            .allMatch(entry -> Selectors.matchEntry(entry, labels, Set.of()) == Match.YES);
  }
}
