package dev.hoplint.webhook.admission;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.admission.Review.Operation;
import dev.hoplint.yaml.Mapping;
import java.util.Optional;
import java.util.Set;

/// Decides what a finding leads to. A denial needs everything to speak for it; whatever is in doubt
/// is a warning, and what is likely to settle by itself is left to the background scan.
final class Judge {
  /// Somebody knows what the change breaks.
  static final String ACKNOWLEDGE = "hoplint.dev/acknowledge";

  /// What an Ingress names and what may only be created a moment later.
  private static final Set<String> NOT_FOUND_YET =
      Set.of("backend-service-missing", "auth-url-unresolvable");

  private final Situation situation;

  Judge(Situation situation) {
    this.situation = situation;
  }

  /// What may be done at most, before anything is confirmed: a denial may still become a warning.
  Verdict verdict(Finding finding, Proof proof) {
    if (isUnsettled(finding, proof) || finding.severity() == Severity.INFO) {
      return Verdict.SILENT;
    }
    return isAllowedToDeny(finding, proof) ? Verdict.DENY : Verdict.WARN;
  }

  static boolean isNotFoundYet(Finding finding, Proof proof) {
    return proof == Proof.ABSENCE && NOT_FOUND_YET.contains(finding.rule().id());
  }

  /// A Service is created before its pods, an Ingress before its class: absence says little now.
  private static boolean isUnsettled(Finding finding, Proof proof) {
    return proof == Proof.ABSENCE && !isNotFoundYet(finding, proof);
  }

  private boolean isAllowedToDeny(Finding finding, Proof proof) {
    boolean certain =
        finding.severity() == Severity.ERROR
            && finding.certainty() == Certainty.CERTAIN
            && finding.rule().sound();
    return certain && isPermitted(finding, proof) && isDeniable(proof);
  }

  private boolean isPermitted(Finding finding, Proof proof) {
    return switch (situation.mode()) {
      case OFF, WARN -> false;
      case ENFORCE_LOCAL -> proof == Proof.OBJECT;
      case ENFORCE_LIVE ->
          switch (proof) {
            case OBJECT, CONTRADICTION -> true;
            case COLLISION -> situation.policy().mayDenyMore(finding.rule());
            case BREAKS -> situation.policy().mayDenyMore(finding.rule()) && !isAcknowledged();
            case ABSENCE, BEHAVIOUR -> false;
          };
    };
  }

  private boolean isDeniable(Proof proof) {
    Review review = situation.review();
    boolean changes =
        review.operation() == Operation.CREATE || review.operation() == Operation.UPDATE;
    boolean local = proof == Proof.OBJECT;
    return changes
        && (local || !review.dryRun())
        && (local || !situation.isAlone())
        && (local || !situation.isNamespaceUnseen())
        && !situation.isTerminating()
        && !SystemCallers.isSystem(review.user());
  }

  private boolean isAcknowledged() {
    Optional<Mapping> object = situation.review().object();
    return object.filter(one -> Relevance.hasAnnotation(one, ACKNOWLEDGE)).isPresent();
  }
}
