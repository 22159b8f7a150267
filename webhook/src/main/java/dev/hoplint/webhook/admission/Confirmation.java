package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.engine.Introduced;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Map<ObjectRef, Optional<Resource>> known = new HashMap<>();
  private final long deadline;

  /// @param left what is left of the caller's patience
  Confirmation(
      LiveObjects live,
      Evaluation evaluation,
      ObjectRef own,
      AdmissionMetrics metrics,
      Duration left) {
    this.live = live;
    this.evaluation = evaluation;
    this.own = own;
    this.metrics = metrics;
    Duration time = left.compareTo(MOST_TIME) < 0 ? left : MOST_TIME;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /// Whether the finding is still there with the objects as they are now.
  boolean confirms(Finding finding) {
    List<ObjectRef> evidence = evidence(finding);
    if (evidence.isEmpty() || unread(evidence) > MOST_READS - known.size()) {
      return false;
    }
    World now = evaluation.world();
    for (ObjectRef ref : evidence) {
      Optional<Resource> read = known.containsKey(ref) ? known.get(ref) : read(ref);
      if (read.isEmpty()) {
        return false;
      }
      now = now.with(read.get());
    }
    Introduced again = evaluation.introduced(now);
    return again.isComplete() && Evaluation.same(finding, again.findings()).isPresent();
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
    long left = deadline - System.nanoTime();
    LiveObjects.Answer answer =
        left <= 0
            ? new LiveObjects.Answer.Failed("no time is left")
            : live.get(ref, Duration.ofNanos(left));
    if (deadline - System.nanoTime() < 0) {
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
