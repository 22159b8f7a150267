package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Finding;
import java.util.List;
import java.util.function.UnaryOperator;

/// What a client of some routes sees because of a defect behind them.
public final class RouteSymptom {
  private RouteSymptom() {}

  /// The finding with the routes concerned, the symptom that the first of them shows, and no more
  /// certainty than that symptom has.
  ///
  /// @param inCluster what callers meet where no route leads there, and who says so
  public static Finding on(Finding finding, List<Route> routes, Defect defect, Symptom inCluster) {
    return on(finding, routes, defect, inCluster, UnaryOperator.identity());
  }

  /// The same, with the moment or the share of the symptom.
  public static Finding on(
      Finding finding,
      List<Route> routes,
      Defect defect,
      Symptom inCluster,
      UnaryOperator<Symptom> limit) {
    // A Service of type LoadBalancer is a route without a proxy: nobody answers with a status.
    boolean proxied = routes.stream().anyMatch(route -> !(route.entry() instanceof Service));
    Reach reach = new Reach(routes, List.of());
    Symptom symptom = proxied ? reach.symptom(defect, When.ALWAYS) : inCluster;
    Certainty certainty = reach.certainty(defect);
    return finding.symptom(limit.apply(symptom)).routes(routes).atMost(certainty);
  }

  /// The finding about pods with what their callers see; without a symptom where no Service selects
  /// them.
  public static Finding onPods(
      Finding finding,
      Workload workload,
      RouteGraph graph,
      Defect defect,
      Symptom inCluster,
      UnaryOperator<Symptom> limit) {
    return graph.isServed(workload)
        ? on(finding, graph.routesTo(workload), defect, inCluster, limit)
        : finding;
  }

  /// Callers of a Service without endpoints: kube-proxy rejects the connection.
  public static Symptom noEndpoints() {
    return Symptom.effect("kube-proxy", "connection refused");
  }

  /// Callers of a pod that does not listen.
  public static Symptom refused() {
    return Symptom.effect("the pod", "connection refused");
  }
}
