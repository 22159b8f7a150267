package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Services that an Ingress leads to and that a change takes the last pods away from.
///
/// A rule would have to know every pod of the cluster to say that a Service selects nothing. Here
/// less is said: it did select what changes now, and among what is watched nothing else. Who has
/// switched that rule off, or accepts what it says, is told nothing here either.
final class Bereft {
  private static final String RULE = "service-selects-nothing";
  private static final String SCALED = "workload-scaled-to-zero";

  private Bereft() {}

  /// One warning for each Service, by name.
  static List<String> lines(
      Change change, World before, World after, Policy policy, LocalDate today) {
    if (!(change.before().orElse(null) instanceof Workload) || !policy.isOn(RULE)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Service service : touched(change, before)) {
      if (selects(before, service)
          && !selects(after, service)
          && isNamed(before, service)
          && !policy.exceptions().accept(RULE, List.of(service.ref(), change.ref()), today)) {
        lines.add(
            WarningLines.line(
                "this change breaks something else: "
                    + service.quoted()
                    + " selects only "
                    + change.ref().quoted()
                    + ", and nothing any more after it",
                RULE));
      }
    }
    return lines.stream().sorted().toList();
  }

  /// The Services that may select the workload as it was or as it shall be: others select what they
  /// did.
  private static Set<Service> touched(Change change, World world) {
    Set<Service> services = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.of(change.before(), change.after())
        .flatMap(Optional::stream)
        .filter(Workload.class::isInstance)
        .forEach(workload -> services.addAll(world.mayServe((Workload) workload)));
    return services;
  }

  /// One warning for each Service that only selects a workload; for when it loses its pods.
  static List<String> scaled(Workload workload, World world, Policy policy, LocalDate today) {
    if (!policy.isOn(SCALED)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Service service : world.all(Service.class, workload.namespace())) {
      if (world.selectedBy(service).found().filter(List.of(workload)::equals).isPresent()
          && !policy.exceptions().accept(SCALED, List.of(service.ref(), workload.ref()), today)) {
        lines.add(
            WarningLines.line(
                workload.quoted()
                    + " is scaled to 0 pods, which leaves "
                    + service.quoted()
                    + " without endpoints",
                SCALED));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static boolean selects(World world, Service service) {
    return !service.selector().isEmpty()
        && world.selectedBy(service).found().filter(found -> !found.isEmpty()).isPresent();
  }

  private static boolean isNamed(World world, Service service) {
    return world.all(Ingress.class, service.namespace()).stream()
        .flatMap(ingress -> ingress.rules().stream())
        .flatMap(rule -> rule.paths().stream())
        .anyMatch(
            path ->
                path.backend() instanceof Ingress.ServiceBackend backend
                    && backend.service().is(service.name()));
  }
}
