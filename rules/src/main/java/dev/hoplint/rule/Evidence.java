package dev.hoplint.rule;

/// What a finding rests on, which decides whether admission may deny for it.
public enum Evidence {
  /// One object alone.
  LOCAL,
  /// Two objects that both exist and contradict each other.
  CONTRADICTION,
  /// An object that does not exist.
  ABSENCE,
  /// Several objects of which one wins.
  COLLISION,
  /// What the cluster does over time: rollouts, drains, load.
  BEHAVIOUR
}
