package dev.hoplint.webhook.admission;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells nobody what other namespaces hold.
///
/// Whoever reaches the webhook can ask it anything, so an answer is written as if there were only
/// the request's own namespace and what belongs to none: by asking the engine about that smaller
/// world. What it does not find there is told without a name.
final class Discretion {
  private final Evaluation evaluation;
  private final ObjectRef own;
  private final boolean disclose;
  private final boolean existing;
  private Optional<List<Finding>> tellable = Optional.empty();

  Discretion(Evaluation evaluation, Situation situation) {
    this.evaluation = evaluation;
    this.own = situation.change().ref();
    this.disclose = situation.policy().config().discloseNames();
    this.existing = situation.policy().config().warnExisting();
  }

  /// What may be said about a finding.
  ///
  /// @param message one sentence
  /// @param help empty where nothing may be said
  /// @param object what the finding is about; empty where it may not be named
  record Told(String message, String help, Optional<ObjectRef> object, String field) {}

  Told tell(Finding finding) {
    if (disclose || !evaluation.world().namespaces().stream().anyMatch(this::isOther)) {
      return told(finding);
    }
    return Evaluation.same(finding, tellable())
        .filter(one -> !isForeign(one))
        .map(Discretion::told)
        .orElseGet(() -> neutral(finding));
  }

  /// Whether a part of the finding lies in another namespace.
  boolean isForeign(Finding finding) {
    return Stream.concat(
            finding.object().stream(),
            finding.related().stream().map(Related::resource).map(one -> one.ref()))
        .anyMatch(ref -> isOther(ref.namespace()));
  }

  private boolean isOther(String namespace) {
    return !namespace.isEmpty() && !namespace.equals(own.namespace());
  }

  private List<Finding> tellable() {
    if (tellable.isEmpty()) {
      World small = evaluation.world().within(own.namespace());
      List<Finding> all = new ArrayList<>(evaluation.introduced(small).findings());
      if (existing) {
        all.addAll(evaluation.existing(small, all));
      }
      tellable = Optional.of(all);
    }
    return tellable.get();
  }

  private static Told told(Finding finding) {
    return new Told(
        finding.message(), finding.help(), finding.object(), finding.place().path().toString());
  }

  private Told neutral(Finding finding) {
    boolean ours = finding.object().filter(own::isSameObject).isPresent();
    String summary = finding.rule().summary();
    return ours
        ? new Told(
            own.quoted() + ": " + summary, "", Optional.of(own), finding.place().path().toString())
        : new Told(summary + ", in an object of another namespace", "", Optional.empty(), "");
  }
}
