package dev.hoplint.builtin;

import dev.hoplint.builtin.backend.BackendPortIsTargetPort;
import dev.hoplint.builtin.backend.BackendPortNotOnService;
import dev.hoplint.builtin.backend.BackendServiceMissing;
import dev.hoplint.builtin.backend.ExternalNameLosesHost;
import dev.hoplint.builtin.backend.ExternalNameUnusable;
import dev.hoplint.builtin.backend.PublishNotReadyAddresses;
import dev.hoplint.builtin.backend.SelectorNotInTemplate;
import dev.hoplint.builtin.backend.ServiceSelectsNothing;
import dev.hoplint.builtin.backend.ServiceSelectsStrangers;
import dev.hoplint.builtin.backend.ServiceWithoutEndpoints;
import dev.hoplint.builtin.backend.WorkloadScaledToZero;
import dev.hoplint.builtin.lifecycle.PrestopCannotRun;
import dev.hoplint.builtin.lifecycle.PrestopExceedsGrace;
import dev.hoplint.builtin.lifecycle.PrestopMissing;
import dev.hoplint.builtin.lifecycle.PrestopTooShort;
import dev.hoplint.builtin.manifest.AnnotationNotAString;
import dev.hoplint.builtin.manifest.DuplicateKeyRule;
import dev.hoplint.builtin.manifest.DuplicateObject;
import dev.hoplint.builtin.manifest.RemovedApiVersion;
import dev.hoplint.builtin.manifest.SchemaViolationRule;
import dev.hoplint.builtin.manifest.UnknownField;
import dev.hoplint.builtin.manifest.UnusedSuppression;
import dev.hoplint.builtin.manifest.YamlSyntax;
import dev.hoplint.builtin.path.CanaryHidesService;
import dev.hoplint.builtin.path.CanaryWithoutPrimary;
import dev.hoplint.builtin.path.HostWithoutRoot;
import dev.hoplint.builtin.path.IngressClassMissing;
import dev.hoplint.builtin.path.IngressClassUnknown;
import dev.hoplint.builtin.path.PathDefinedTwice;
import dev.hoplint.builtin.path.PathExactNotExact;
import dev.hoplint.builtin.path.PathRegexIsLiteral;
import dev.hoplint.builtin.path.PathShadowed;
import dev.hoplint.builtin.path.PathTypeRefused;
import dev.hoplint.builtin.path.RegexLeaksToHost;
import dev.hoplint.builtin.path.TlsHostNotCovered;
import dev.hoplint.builtin.path.TrailingSlashRedirects;
import dev.hoplint.builtin.port.DuplicatePortName;
import dev.hoplint.builtin.port.ServicePortDrift;
import dev.hoplint.builtin.port.TargetPortNameMissing;
import dev.hoplint.builtin.port.TargetPortNotExposed;
import dev.hoplint.builtin.port.TargetPortProtocolMismatch;
import dev.hoplint.builtin.probe.LivenessEqualsReadiness;
import dev.hoplint.builtin.probe.LivenessProbePortMissing;
import dev.hoplint.builtin.probe.LivenessStricterThanStartup;
import dev.hoplint.builtin.probe.ProbePortNotExposed;
import dev.hoplint.builtin.probe.ProbeTimeoutExceedsPeriod;
import dev.hoplint.builtin.probe.ReadinessNeverFails;
import dev.hoplint.builtin.probe.ReadinessProbeElsewhere;
import dev.hoplint.builtin.probe.ReadinessProbeMissing;
import dev.hoplint.builtin.probe.ReadinessProbePortMissing;
import dev.hoplint.builtin.redirect.RedirectConflict;
import dev.hoplint.builtin.redirect.RedirectLeaksToHost;
import dev.hoplint.builtin.redirect.RedirectLosesMethod;
import dev.hoplint.builtin.redirect.RedirectRefused;
import dev.hoplint.builtin.redirect.RedirectSwitchedOff;
import dev.hoplint.builtin.redirect.RedirectWithoutLocation;
import dev.hoplint.builtin.redirect.RewriteCollapsesPaths;
import dev.hoplint.builtin.redirect.RewriteGroupMissing;
import dev.hoplint.builtin.redirect.RewriteTargetIgnored;
import dev.hoplint.builtin.redirect.TlsRedirectLoop;
import dev.hoplint.builtin.rollout.AutoscalerCannotScale;
import dev.hoplint.builtin.rollout.AutoscalerFightsReplicas;
import dev.hoplint.builtin.rollout.AutoscalerTargetMissing;
import dev.hoplint.builtin.rollout.DisruptionBudgetBlocksDrain;
import dev.hoplint.builtin.rollout.DisruptionBudgetMissing;
import dev.hoplint.builtin.rollout.DisruptionBudgetSelectsNothing;
import dev.hoplint.builtin.rollout.MinReadySecondsMissing;
import dev.hoplint.builtin.rollout.RolloutTakesAllPods;
import dev.hoplint.rule.Rule;
import java.util.List;

/// Every built-in rule, sorted by id. No scanning: what is listed here exists.
public final class BuiltInRules {
  private static final List<Rule> ALL =
      List.of(
          // keep-sorted start
          new AnnotationNotAString(),
          new AutoscalerCannotScale(),
          new AutoscalerFightsReplicas(),
          new AutoscalerTargetMissing(),
          new BackendPortIsTargetPort(),
          new BackendPortNotOnService(),
          new BackendServiceMissing(),
          new CanaryHidesService(),
          new CanaryWithoutPrimary(),
          new DisruptionBudgetBlocksDrain(),
          new DisruptionBudgetMissing(),
          new DisruptionBudgetSelectsNothing(),
          new DuplicateKeyRule(),
          new DuplicateObject(),
          new DuplicatePortName(),
          new ExternalNameLosesHost(),
          new ExternalNameUnusable(),
          new HostWithoutRoot(),
          new IngressClassMissing(),
          new IngressClassUnknown(),
          new LivenessEqualsReadiness(),
          new LivenessProbePortMissing(),
          new LivenessStricterThanStartup(),
          new MinReadySecondsMissing(),
          new PathDefinedTwice(),
          new PathExactNotExact(),
          new PathRegexIsLiteral(),
          new PathShadowed(),
          new PathTypeRefused(),
          new PrestopCannotRun(),
          new PrestopExceedsGrace(),
          new PrestopMissing(),
          new PrestopTooShort(),
          new ProbePortNotExposed(),
          new ProbeTimeoutExceedsPeriod(),
          new PublishNotReadyAddresses(),
          new ReadinessNeverFails(),
          new ReadinessProbeElsewhere(),
          new ReadinessProbeMissing(),
          new ReadinessProbePortMissing(),
          new RedirectConflict(),
          new RedirectLeaksToHost(),
          new RedirectLosesMethod(),
          new RedirectRefused(),
          new RedirectSwitchedOff(),
          new RedirectWithoutLocation(),
          new RegexLeaksToHost(),
          new RemovedApiVersion(),
          new RewriteCollapsesPaths(),
          new RewriteGroupMissing(),
          new RewriteTargetIgnored(),
          new RolloutTakesAllPods(),
          new SchemaViolationRule(),
          new SelectorNotInTemplate(),
          new ServicePortDrift(),
          new ServiceSelectsNothing(),
          new ServiceSelectsStrangers(),
          new ServiceWithoutEndpoints(),
          new TargetPortNameMissing(),
          new TargetPortNotExposed(),
          new TargetPortProtocolMismatch(),
          new TlsHostNotCovered(),
          new TlsRedirectLoop(),
          new TrailingSlashRedirects(),
          new UnknownField(),
          new UnusedSuppression(),
          new WorkloadScaledToZero(),
          new YamlSyntax()
          // keep-sorted end
          );

  private BuiltInRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
