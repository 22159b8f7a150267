package dev.hoplint.rule;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.yaml.Document;
import java.util.List;

/// One thing that can be wrong. Implementations are final, stateless and pure.
public sealed interface Rule {
  RuleMeta meta();

  /// Looks at documents before they are objects, those that cannot be read included.
  non-sealed interface OfDocument extends Rule {
    List<Finding> check(Document document);
  }

  /// Looks at the tree of one object.
  non-sealed interface OfManifest extends Rule {
    List<Finding> check(ManifestDocument manifest, Resource resource, RuleContext context);
  }

  /// Looks at objects of every kind.
  non-sealed interface OfResource extends Rule {
    List<Finding> check(Resource resource, RuleContext context);
  }

  /// Looks at Ingresses.
  non-sealed interface OfIngress extends Rule {
    List<Finding> check(Ingress ingress, RuleContext context);
  }

  /// Looks at Services.
  non-sealed interface OfService extends Rule {
    List<Finding> check(Service service, RuleContext context);
  }

  /// Looks at everything that runs pods.
  non-sealed interface OfWorkload extends Rule {
    List<Finding> check(Workload workload, RuleContext context);
  }

  /// Looks at what scales workloads.
  non-sealed interface OfAutoscaler extends Rule {
    List<Finding> check(Autoscaler autoscaler, RuleContext context);
  }

  /// Looks at disruption budgets.
  non-sealed interface OfDisruptionBudget extends Rule {
    List<Finding> check(DisruptionBudget budget, RuleContext context);
  }

  /// Looks at suppressions that suppress nothing.
  non-sealed interface OfSuppression extends Rule {
    Finding check(UselessSuppression suppression);
  }
}
