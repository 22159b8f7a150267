package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A port name belongs to one container of a pod: the first one wins (k8s.io/endpointslice
/// `FindPort`: main containers, then native sidecars), and the API server only warns.
public final class DuplicatePortName implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PORT,
              "duplicate-port-name",
              Severity.WARNING,
              Certainty.CERTAIN,
              "two containers of one pod use the same port name")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  private record Key(String name, Protocol protocol) {}

  private record Owner(Container container, Container.Port port) {}

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (workload.type().runsToCompletion()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Map<Key, Owner> owners = new HashMap<>();
    for (Container container : workload.template().serving()) {
      for (Container.Port port : container.ports()) {
        String name = port.name().or("");
        if (name.isEmpty() || port.protocol().isUnknown() || !port.number().isPresent()) {
          continue;
        }
        Owner owner = new Owner(container, port);
        Key key = new Key(name, port.protocol().or(Protocol.TCP));
        Owner first = owners.putIfAbsent(key, owner);
        if (first != null
            && first.container() != container
            && !first.port().number().get().equals(port.number().get())) {
          findings.add(finding(workload, key, first, owner, context.graph()));
        }
      }
    }
    return findings;
  }

  private static Finding finding(
      Workload workload, Key key, Owner first, Owner second, RouteGraph graph) {
    int wins = first.port().number().or(0);
    String message =
        PodWords.sentence(second.container().quoted())
            + " of "
            + workload.quoted()
            + " names port "
            + second.port().number().or(0)
            + " \""
            + key.name()
            + "\", but "
            + first.container().quoted()
            + " already gives that name to "
            + wins
            + ", so whoever asks for \""
            + key.name()
            + "\" gets "
            + wins;
    Finding finding =
        Finding.in(workload, META, second.port().name().place(), message)
            .help("give the port a name of its own, and let the Service ask for the right one")
            .related("the first \"" + key.name() + "\"", workload, first.port().name().place())
            .target(key.name());
    List<Target> asking =
        graph.targetsIn(workload).stream().filter(target -> asks(target, key)).toList();
    if (asking.isEmpty()) {
      return finding.severity(Severity.INFO).atMost(Certainty.POSSIBLE);
    }
    List<Route> routes =
        asking.stream()
            .flatMap(target -> graph.routesTo(target.service(), target.port()).stream())
            .toList();
    return RouteSymptom.on(
        finding,
        routes,
        Defect.REFUSED,
        RouteSymptom.refused(),
        symptom -> symptom.withEffect("wrong backend"));
  }

  private static boolean asks(Target target, Key key) {
    return target.port().target().is(new PortRef.Name(key.name()))
        && target.port().protocol().or(Protocol.TCP) == key.protocol();
  }
}
