package dev.hoplint.webhook.admission;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;

/// What a finding rests on, from the point of view of the object under review.
enum Proof {
  /// The object alone.
  OBJECT,
  /// Something that exists says otherwise.
  CONTRADICTION,
  /// Something is not there, or not yet.
  ABSENCE,
  /// Several objects claim the same.
  COLLISION,
  /// What will happen over time.
  BEHAVIOUR,
  /// It is another object that suffers.
  BREAKS;

  static Proof of(Finding finding, ObjectRef own) {
    if (finding.object().filter(ref -> ref.isSameObject(own)).isEmpty()) {
      return BREAKS;
    }
    return switch (finding.rule().evidence()) {
      case LOCAL ->
          finding.related().stream().allMatch(one -> one.resource().ref().isSameObject(own))
              ? OBJECT
              : CONTRADICTION;
      case CONTRADICTION -> CONTRADICTION;
      case ABSENCE -> ABSENCE;
      case COLLISION -> COLLISION;
      case BEHAVIOUR -> BEHAVIOUR;
    };
  }
}
