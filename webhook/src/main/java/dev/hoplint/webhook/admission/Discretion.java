package dev.hoplint.webhook.admission;

import dev.hoplint.engine.Fingerprint;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells nobody what other namespaces hold.
///
/// Whoever reaches the webhook can ask it anything, so an answer is written as if there were only
/// the request's own namespace and what belongs to none: by asking the engine about that smaller
/// world. What it does not find there is told without a name.
final class Discretion {
  private final Evaluation evaluation;
  private final Set<String> ruleIds;
  private final ObjectRef own;
  private final boolean disclose;
  private final boolean existing;
  private Optional<List<Finding>> tellable = Optional.empty();

  /// @param toTell all findings that it may be asked about
  Discretion(Evaluation evaluation, Situation situation, Stream<Finding> toTell) {
    this.evaluation = evaluation;
    this.ruleIds = toTell.map(one -> one.rule().id()).collect(Collectors.toUnmodifiableSet());
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
    return tellable(finding).map(Discretion::told).orElseGet(() -> neutral(finding));
  }

  /// What identifies a finding in the audit log, as far as it may be told: rule, object, and the
  /// fingerprint that every front end gives it.
  String id(Finding finding) {
    String rule = finding.rule().id() + "@";
    Optional<String> whole =
        tellable(finding)
            .flatMap(Finding::object)
            .map(ref -> rule + path(ref) + "#" + Fingerprint.of(finding));
    return whole.orElseGet(() -> rule + (isOurs(finding) ? path(own) : "other-namespace"));
  }

  private static String path(ObjectRef ref) {
    return ref.kind().name() + "/" + ref.namespace() + "/" + ref.name();
  }

  private Optional<Finding> tellable(Finding finding) {
    return disclose ? Optional.of(finding) : Evaluation.same(finding, tellable());
  }

  private boolean isOurs(Finding finding) {
    return finding.object().filter(own::isSameObject).isPresent();
  }

  private List<Finding> tellable() {
    if (tellable.isEmpty()) {
      World small = evaluation.world().within(own.namespace());
      List<Finding> all = new ArrayList<>(evaluation.introduced(small, ruleIds).findings());
      if (existing) {
        all.addAll(evaluation.existing(small, ruleIds, all));
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
    String summary = finding.rule().summary();
    return isOurs(finding)
        ? new Told(
            own.quoted() + ": " + summary, "", Optional.of(own), finding.place().path().toString())
        : new Told(summary + ", in an object of another namespace", "", Optional.empty(), "");
  }
}
