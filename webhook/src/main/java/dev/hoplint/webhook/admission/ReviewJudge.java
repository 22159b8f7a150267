package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.engine.Introduced;
import dev.hoplint.engine.Limits;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.webhook.admission.Decision.Outcome;
import dev.hoplint.webhook.admission.Review.Operation;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges one decoded review: first what needs no rule at all, then what the change introduces.
final class ReviewJudge {
  static final int MOST_FINDINGS = 100;

  /// An Ingress of more is not looked at.
  static final int MOST_PATHS = 20_000;

  private final LiveObjects live;
  private final AdmissionMetrics metrics;
  private final String version;

  ReviewJudge(LiveObjects live, AdmissionMetrics metrics, String version) {
    this.live = live;
    this.metrics = metrics;
    this.version = version;
  }

  /// The rules did not finish in time.
  static final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeUp() {
      super("time is up", null, false, false);
    }
  }

  /// @param start when work on the review began, by [System#nanoTime]
  /// @param budget how long it may take from then on
  Decision decide(
      Review review, Policy policy, Snapshot snapshot, Clock clock, long start, Duration budget) {
    Optional<String> settled = settled(review, policy);
    if (settled.isPresent()) {
      metrics.skipped(settled.get());
      return Decision.allowed(Outcome.SKIPPED, new Notes(version).map());
    }
    if (!ReviewCodec.isRead(review.kind())) {
      metrics.undecoded("kind");
      return Decision.allowed(
          Outcome.UNDECODED,
          new Notes(version).undecoded("kind", review.kind().name() + " is not read").map());
    }
    if (ScaleReview.isScale(review)) {
      return scaled(review, snapshot);
    }
    Change change = Change.of(review);
    limitPaths(change);
    LocalDate today = LocalDate.now(clock);
    Mode mode = policy.mode(change.ref().namespace());
    Situation situation = new Situation(review, change, policy, mode, snapshot, today);
    Duration most = policy.config().limits().evaluation();
    long deadline = start + (budget.compareTo(most) < 0 ? budget : most).toNanos();
    Limits limits = Limits.until(deadline, MOST_FINDINGS);
    return judged(situation, new Evaluation(situation, limits), start + budget.toNanos());
  }

  /// Why nothing needs to be looked at, in one word.
  private static Optional<String> settled(Review review, Policy policy) {
    if (review.operation() == Operation.CONNECT) {
      return Optional.of("connect");
    }
    if (!review.subResource().isEmpty() && !ScaleReview.isScale(review)) {
      return Optional.of("subresource");
    }
    if (policy.mode(review.namespace()) == Mode.OFF) {
      return Optional.of("off");
    }
    if (SystemCallers.isCleaner(review.user())) {
      return Optional.of("cleaner");
    }
    if (!ReviewCodec.isRead(review.kind())) {
      return Optional.empty();
    }
    if (review.object().isEmpty() && review.oldObject().isEmpty()) {
      return Optional.of("no-object");
    }
    if (review.object().or(review::oldObject).filter(Relevance::isBeingDeleted).isPresent()) {
      return Optional.of("deleting");
    }
    boolean same =
        review.operation() == Operation.UPDATE
            && review.object().isPresent()
            && review.oldObject().isPresent()
            && Relevance.isSame(review.oldObject().get(), review.object().get());
    return same ? Optional.of("unchanged") : Optional.empty();
  }

  private Decision scaled(Review review, Snapshot snapshot) {
    List<String> warnings = WarningLines.fit(ScaleReview.warnings(review, snapshot));
    Outcome outcome = warnings.isEmpty() ? Outcome.ALLOWED : Outcome.WARNED;
    return new Decision(outcome, Optional.empty(), warnings, new Notes(version).map());
  }

  private static void limitPaths(Change change) {
    Resource resource = change.after().or(change::before).orElseThrow();
    if (resource instanceof Ingress ingress
        && ingress.rules().stream().mapToInt(rule -> rule.paths().size()).sum() > MOST_PATHS) {
      throw new JsonTree.TooLarge("more than " + MOST_PATHS + " paths");
    }
  }

  private Decision judged(Situation situation, Evaluation evaluation, long end) {
    if (situation.isAlone()) {
      metrics.degraded();
    }
    Introduced introduced = evaluation.introduced();
    if (!introduced.isComplete()) {
      throw new TimeUp();
    }
    List<Finding> accepted = new ArrayList<>();
    List<Judgement> judgements = new ArrayList<>();
    Judge judge = new Judge(situation);
    for (Finding finding : introduced.findings()) {
      judge(finding, judge, situation, accepted).ifPresent(judgements::add);
    }
    confirm(judgements, situation, evaluation, end);
    if (situation.policy().config().warnExisting()) {
      for (Finding finding : evaluation.existing(introduced.findings())) {
        judge(finding, judge, situation, accepted)
            .map(one -> one.verdict() == Verdict.DENY ? one.as(Verdict.WARN) : one)
            .ifPresent(judgements::add);
      }
    }
    judgements.sort(Judgement.WORST_FIRST);
    judgements.forEach(metrics::found);
    List<String> bereft =
        situation.isAlone() ? List.of() : Bereft.lines(situation.change(), evaluation.world());
    return new Answering(situation, evaluation, new Notes(version))
        .decision(judgements, accepted, introduced, bereft);
  }

  private Optional<Judgement> judge(
      Finding finding, Judge judge, Situation situation, List<Finding> accepted) {
    if (situation.policy().exceptions().accept(finding, situation.today())) {
      accepted.add(finding);
      metrics.excepted(finding.rule());
      return Optional.empty();
    }
    Proof proof = Proof.of(finding, situation.change().ref());
    return Optional.of(new Judgement(finding, proof, judge.verdict(finding, proof)));
  }

  /// A denial that rests on other objects is asked about; one that is not confirmed only warns.
  private void confirm(
      List<Judgement> judgements, Situation situation, Evaluation evaluation, long end) {
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    Confirmation confirmation =
        new Confirmation(live, evaluation, situation.change().ref(), metrics, left);
    judgements.replaceAll(
        one ->
            one.verdict() != Verdict.DENY
                    || one.proof() == Proof.OBJECT
                    || confirmation.confirms(one.finding())
                ? one
                : one.as(Verdict.WARN));
  }
}
