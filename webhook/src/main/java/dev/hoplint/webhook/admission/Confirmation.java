package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.engine.Fingerprint;
import dev.hoplint.engine.Introduced;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Asks the API server whether the other objects of a finding are still as the watches showed them,
/// before anything is denied because of them.
///
/// One for each review: what was read is not read again. Any doubt is a no.
final class Confirmation {
  static final int MOST_READS = 3;
  static final Duration MOST_TIME = Duration.ofMillis(300);

  private final LiveObjects live;
  private final Evaluation evaluation;
  private final ObjectRef own;
  private final AdmissionMetrics metrics;
  private final Map<ObjectRef, Optional<Resource>> known = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private final long deadline;

  /// @param left what is left of the caller's patience
  Confirmation(
      LiveObjects live,
      Evaluation evaluation,
      ObjectRef own,
      AdmissionMetrics metrics,
      Duration left,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.live = live;
    this.evaluation = evaluation;
    this.own = own;
    this.metrics = metrics;
    Duration time = left.compareTo(MOST_TIME) < 0 ? left : MOST_TIME;
    this.deadline = nanoTime.getAsLong() + time.toNanos();
  }

  /// The findings that are still there with the objects as they are now. Objects are read for the
  /// first ones as long as reads are left; the engine is asked once.
  Set<Finding> confirmed(List<Finding> findings) {
    Set<Finding> confirmed = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Finding> proven = findings.stream().filter(this::isProven).toList();
    if (proven.isEmpty()) {
      return confirmed;
    }
    World now = evaluation.world();
    for (Resource resource : known.values().stream().flatMap(Optional::stream).toList()) {
      now = now.with(resource);
    }
    Introduced again = evaluation.introduced(now);
    if (again.isComplete()) {
      Set<String> still = new HashSet<>();
      again.findings().forEach(finding -> still.add(Fingerprint.of(finding)));
      proven.stream()
          .filter(finding -> still.contains(Fingerprint.of(finding)))
          .forEach(confirmed::add);
    }
    return confirmed;
  }

  /// Whether all other objects of the finding were read.
  private boolean isProven(Finding finding) {
    List<ObjectRef> evidence = evidence(finding);
    if (evidence.isEmpty() || unread(evidence) > MOST_READS - known.size()) {
      return false;
    }
    for (ObjectRef ref : evidence) {
      Optional<Resource> read = known.containsKey(ref) ? known.get(ref) : read(ref);
      if (read.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private List<ObjectRef> evidence(Finding finding) {
    List<ObjectRef> refs = new ArrayList<>();
    finding.object().ifPresent(refs::add);
    finding.related().stream().map(Related::resource).map(Resource::ref).forEach(refs::add);
    return refs.stream().filter(ref -> !ref.isSameObject(own)).distinct().toList();
  }

  private long unread(List<ObjectRef> evidence) {
    return evidence.stream().filter(ref -> !known.containsKey(ref)).count();
  }

  private Optional<Resource> read(ObjectRef ref) {
    long left = deadline - nanoTime.getAsLong();
    LiveObjects.Answer answer =
        left <= 0
            ? new LiveObjects.Answer.Failed("no time is left")
            : live.get(ref, Duration.ofNanos(left));
    if (deadline - nanoTime.getAsLong() < 0) {
      answer = new LiveObjects.Answer.Failed("it took too long");
    }
    Optional<Resource> found =
        switch (answer) {
          case LiveObjects.Answer.Present(Resource resource)
              when resource.ref().isSameObject(ref) ->
              Optional.of(resource);
          case LiveObjects.Answer.Present _,
              LiveObjects.Answer.Gone _,
              LiveObjects.Answer.Failed _ ->
              Optional.empty();
        };
    metrics.confirmed(answer);
    known.put(ref, found);
    return found;
  }
}
