package dev.hoplint.webhook.admission;

import dev.hoplint.engine.Introduced;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;
import dev.hoplint.webhook.admission.Decision.Cause;
import dev.hoplint.webhook.admission.Decision.Denial;
import dev.hoplint.webhook.admission.Decision.Outcome;
import dev.hoplint.webhook.admission.Discretion.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts judgements into words: a denial with its causes, warnings, notes for the audit log.
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionHandler.class);
  private static final int MOST_CAUSES = 10;
  private static final int MOST_CHARACTERS = 1_000;

  private final Situation situation;
  private final List<Judgement> judgements;
  private final List<Finding> accepted;
  private final Discretion discretion;
  private final Notes notes;

  /// @param judgements the worst first
  /// @param accepted findings that an exception covers
  Answering(
      Situation situation,
      Evaluation evaluation,
      List<Judgement> judgements,
      List<Finding> accepted,
      Notes notes) {
    this.situation = situation;
    this.judgements = List.copyOf(judgements);
    this.accepted = List.copyOf(accepted);
    this.notes = notes;
    this.discretion =
        new Discretion(
            evaluation,
            situation,
            Stream.concat(judgements.stream().map(Judgement::finding), accepted.stream()));
  }

  /// @param more warnings that no rule gives
  Decision decision(Introduced introduced, List<String> more) {
    List<Judgement> denying = with(Verdict.DENY);
    List<Judgement> warning = with(Verdict.WARN);
    List<String> lines = new ArrayList<>();
    warning.forEach(one -> lines.add(line(one)));
    lines.addAll(more);
    notes
        .situation(situation)
        .findings("findings", judgements.stream().map(Judgement::finding).toList(), discretion::id)
        .findings("exceptions", accepted, discretion::id)
        .list("failed-rules", introduced.failedRules().stream().sorted().toList());
    if (denying.isEmpty()) {
      Outcome outcome = lines.isEmpty() ? Outcome.ALLOWED : Outcome.WARNED;
      return new Decision(outcome, Optional.empty(), WarningLines.fit(lines), notes.map());
    }
    log(denying);
    return new Decision(
        Outcome.DENIED, Optional.of(denial(denying)), WarningLines.fit(lines), notes.map());
  }

  private List<Judgement> with(Verdict verdict) {
    return judgements.stream().filter(one -> one.verdict() == verdict).toList();
  }

  private String line(Judgement one) {
    Told told = discretion.tell(one.finding());
    String text = told.message();
    if (Judge.isNotFoundYet(one.finding(), one.proof())) {
      text = "not found yet: " + text;
    } else if (one.proof() == Proof.BREAKS) {
      // A message may begin with another object than the one it is about.
      String whose = told.object().map(ObjectRef::quoted).orElse("");
      text = text.contains(whose) ? text : whose + ": " + text;
      text = "this change breaks something else: " + text;
    }
    return WarningLines.line(text, one.finding().rule().id());
  }

  private Denial denial(List<Judgement> denying) {
    List<Cause> causes = new ArrayList<>();
    for (Judgement one : denying.subList(0, Math.min(MOST_CAUSES, denying.size()))) {
      Told told = discretion.tell(one.finding());
      String rule = one.finding().rule().id();
      String help = told.help().isEmpty() ? "" : "; " + told.help();
      String text = OneLine.of(told.message() + help, MOST_CHARACTERS);
      causes.add(
          new Cause(
              rule, text + " (hoplint " + rule + ")", OneLine.of(told.field(), MOST_CHARACTERS)));
    }
    String rest =
        denying.size() > causes.size()
            ? "; and " + (denying.size() - causes.size()) + " more, see `hoplint lint`"
            : "";
    String message =
        String.join(
            "; ", causes.stream().map(cause -> cause.field() + ": " + cause.message()).toList());
    ObjectRef ref = situation.change().ref();
    return new Denial(
        OneLine.of(message, 4 * MOST_CHARACTERS) + rest,
        OneLine.of(ref.kind().group(), 256),
        OneLine.of(ref.kind().name(), 256),
        OneLine.of(ref.name(), 256),
        causes);
  }

  private void log(List<Judgement> denying) {
    List<String> rules = denying.stream().map(one -> one.finding().rule().id()).distinct().toList();
    ObjectRef ref = situation.change().ref();
    LOG.atWarn()
        .addKeyValue("uid", OneLine.of(situation.review().uid(), 256))
        .addKeyValue("rule", String.join(",", rules))
        .addKeyValue("user", OneLine.of(situation.review().user(), 256))
        .addKeyValue("kind", ref.kind().name())
        .addKeyValue("namespace", OneLine.of(ref.namespace(), 256))
        .addKeyValue("name", OneLine.of(ref.name(), 256))
        .log("denied");
  }
}
