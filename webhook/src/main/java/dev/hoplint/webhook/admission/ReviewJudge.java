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
import java.util.Set;
import java.util.function.LongSupplier;

/// Judges one decoded review: first what needs no rule at all, then what the change introduces.
final class ReviewJudge {
  /// The worst ones of a review that are kept.
  static final int MOST_FINDINGS = 100;

  /// What the engine may find, so that the worst ones are among it.
  private static final int MOST_FOUND = 20_000;

  /// An Ingress of more is not looked at.
  static final int MOST_PATHS = 20_000;

  private final LiveObjects live;
  private final AdmissionMetrics metrics;
  private final String version;
  private final LongSupplier nanoTime;

  ReviewJudge(LiveObjects live, AdmissionMetrics metrics, String version, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
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

  /// @param start when work on the review began, by the time that the judge was given
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
    LocalDate today = LocalDate.now(clock);
    if (ScaleReview.isScale(review)) {
      return scaled(review, snapshot, policy, today);
    }
    Change change = Change.of(review);
    limitPaths(change);
    Mode mode = policy.mode(change.ref().namespace());
    Situation situation = new Situation(review, change, policy, mode, snapshot, today);
    Duration most = policy.config().limits().evaluation();
    long deadline = start + (budget.compareTo(most) < 0 ? budget : most).toNanos();
    Limits limits = new Limits(() -> nanoTime.getAsLong() - deadline >= 0, MOST_FOUND);
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

  private Decision scaled(Review review, Snapshot snapshot, Policy policy, LocalDate today) {
    List<String> warnings = WarningLines.fit(ScaleReview.warnings(review, snapshot, policy, today));
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
    keepTheWorst(judgements);
    confirm(judgements, situation, evaluation, end);
    if (situation.policy().config().warnExisting()) {
      for (Finding finding : evaluation.existing(introduced.findings())) {
        judge(finding, judge, situation, accepted)
            .map(one -> one.verdict() == Verdict.DENY ? one.as(Verdict.WARN) : one)
            .ifPresent(judgements::add);
      }
    }
    keepTheWorst(judgements);
    judgements.forEach(metrics::found);
    List<String> bereft =
        situation.isAlone()
            ? List.of()
            : Bereft.lines(
                situation.change(),
                evaluation.before(),
                evaluation.after(),
                situation.policy(),
                situation.today());
    return new Answering(situation, evaluation, judgements, accepted, new Notes(version))
        .decision(introduced, bereft);
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

  private static void keepTheWorst(List<Judgement> judgements) {
    judgements.sort(Judgement.WORST_FIRST);
    if (judgements.size() > MOST_FINDINGS) {
      judgements.subList(MOST_FINDINGS, judgements.size()).clear();
    }
  }

  /// A denial that rests on other objects is asked about; one that is not confirmed only warns.
  private void confirm(
      List<Judgement> judgements, Situation situation, Evaluation evaluation, long end) {
    Duration left = Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    List<Finding> doubtful =
        judgements.stream()
            .filter(one -> one.verdict() == Verdict.DENY && one.proof() != Proof.OBJECT)
            .map(Judgement::finding)
            .toList();
    Set<Finding> confirmed =
        new Confirmation(live, evaluation, situation.change().ref(), metrics, left, nanoTime)
            .confirmed(doubtful);
    judgements.replaceAll(
        one ->
            one.verdict() == Verdict.DENY
                    && one.proof() != Proof.OBJECT
                    && !confirmed.contains(one.finding())
                ? one.as(Verdict.WARN)
                : one);
  }
}
