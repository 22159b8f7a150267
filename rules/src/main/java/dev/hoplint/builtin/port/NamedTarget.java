package dev.hoplint.builtin.port;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import java.util.ArrayList;
import java.util.List;

/// A Service port with a named target, and how the name fares in the selected workloads.
///
/// @param with targets whose pods have the name with the right protocol
/// @param without targets whose pods certainly do not
/// @param isOpen whether some pod cannot be known
record NamedTarget(
    Service.Port port, String name, List<Target> with, List<Target> without, boolean isOpen) {
  NamedTarget {
    with = List.copyOf(with);
    without = List.copyOf(without);
  }

  /// The named targets of a Service that matter: a headless Service without a route hands out pod
  /// addresses, and its clients dial a port they know.
  static List<NamedTarget> of(Service service, RouteGraph graph) {
    if (service.isHeadless() && !graph.mayBeRouted(service)) {
      return List.of();
    }
    PortTargets targets = PortTargets.of(service, graph);
    List<NamedTarget> named = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      if (port.target() instanceof Field.Present<PortRef>(PortRef.Name(String name), var _)) {
        named.add(of(port, name, targets.at(port)));
      }
    }
    return named;
  }

  private static NamedTarget of(Service.Port port, String name, List<Target> targets) {
    boolean serves = targets.stream().anyMatch(target -> !isPassing(target.workload()));
    List<Target> with = new ArrayList<>();
    List<Target> without = new ArrayList<>();
    boolean open = false;
    for (Target target : targets) {
      if (serves && isPassing(target.workload())) {
        continue;
      }
      switch (target.podPort()) {
        case PodPort.Declared _, PodPort.Undeclared _ -> with.add(target);
        case PodPort.Unknown _ -> open = true;
        case PodPort.NameMissing _, PodPort.OtherProtocol _ -> {
          boolean unsure = InjectedSidecars.mayName(target.workload(), name);
          open |= unsure;
          if (!unsure) {
            without.add(target);
          }
        }
      }
    }
    return new NamedTarget(port, name, with, without, open);
  }

  /// Jobs and Helm's hooks carry an application's labels for a moment and serve nobody.
  private static boolean isPassing(Workload workload) {
    return workload.type().runsToCompletion()
        || workload.meta().annotations().has("helm.sh/hook")
        || workload.template().annotations().has("helm.sh/hook");
  }

  /// No pod has the name.
  boolean isMissingEverywhere() {
    return !without.isEmpty() && with.isEmpty() && !isOpen;
  }

  /// Some pods have the name and others do not.
  boolean isMissingSomewhere() {
    return !without.isEmpty() && !with.isEmpty();
  }

  List<Workload> workloadsWithout() {
    return without.stream().map(Target::workload).toList();
  }

  List<Workload> workloadsWith() {
    return with.stream().map(Target::workload).toList();
  }
}
