package dev.hoplint.engine;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleOptions;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Document;
import java.util.ArrayList;
import java.util.List;

/// Runs selected rules over single subjects. Safe for several threads.
final class Checks {
  private record Prepared(Rule rule, RuleContext context) {}

  private final List<Prepared> rules;
  private final Isolation isolation;

  Checks(
      List<Rule> rules,
      RuleSelection selection,
      World world,
      RouteGraph graph,
      Isolation isolation) {
    this.isolation = isolation;
    this.rules = new ArrayList<>(rules.size());
    RuleContext plain = new RuleContext(world, graph, RuleOptions.NONE);
    for (Rule rule : rules) {
      RuleOptions options = selection.options(rule.meta());
      boolean usual = options == RuleOptions.NONE;
      this.rules.add(new Prepared(rule, usual ? plain : new RuleContext(world, graph, options)));
    }
  }

  List<Finding> document(Document document) {
    List<Finding> found = new ArrayList<>();
    for (Prepared one : rules) {
      if (one.rule() instanceof Rule.OfDocument rule) {
        found.addAll(rule.check(document));
      }
    }
    return found;
  }

  List<Finding> manifest(ManifestDocument manifest, Resource resource) {
    List<Finding> found = new ArrayList<>();
    for (Prepared one : rules) {
      if (one.rule() instanceof Rule.OfManifest rule) {
        found.addAll(rule.check(manifest, resource, one.context()));
      }
    }
    return found;
  }

  List<Finding> resource(Resource resource) {
    List<Finding> found = new ArrayList<>();
    for (Prepared one : rules) {
      if (looksAt(one.rule(), resource)) {
        WorkLimit.check();
        found.addAll(isolation.check(one.rule(), () -> check(one.rule(), resource, one.context())));
      }
    }
    return found;
  }

  private static boolean looksAt(Rule rule, Resource resource) {
    return switch (resource) {
      case Ingress _ -> rule instanceof Rule.OfIngress || rule instanceof Rule.OfResource;
      case Service _ -> rule instanceof Rule.OfService || rule instanceof Rule.OfResource;
      case Workload _ -> rule instanceof Rule.OfWorkload || rule instanceof Rule.OfResource;
      default -> true;
    };
  }

  private static List<Finding> check(Rule rule, Resource resource, RuleContext context) {
    return switch (rule) {
      case Rule.OfResource any -> any.check(resource, context);
      case Rule.OfIngress one ->
          resource instanceof Ingress ingress ? one.check(ingress, context) : List.of();
      case Rule.OfService one ->
          resource instanceof Service service ? one.check(service, context) : List.of();
      case Rule.OfWorkload one ->
          resource instanceof Workload workload ? one.check(workload, context) : List.of();
      case Rule.OfAutoscaler one ->
          resource instanceof Autoscaler autoscaler ? one.check(autoscaler, context) : List.of();
      case Rule.OfDisruptionBudget one ->
          resource instanceof DisruptionBudget budget ? one.check(budget, context) : List.of();
      case Rule.OfDocument _, Rule.OfManifest _, Rule.OfSuppression _ -> List.of();
    };
  }
}
