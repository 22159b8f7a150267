package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.Snapshot;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.time.LocalDate;

/// Everything that one review is judged by; nothing of it changes while it is judged.
///
/// @param today the day on which exceptions are judged
record Situation(
    Review review, Change change, Policy policy, Mode mode, Snapshot snapshot, LocalDate today) {

  /// Whether only the object itself is to be trusted.
  boolean isAlone() {
    return !snapshot.isFresh();
  }

  /// Whether nobody knows if the namespace is being deleted.
  boolean isNamespaceUnseen() {
    return !change.ref().namespace().isEmpty() && !snapshot.watched().contains("Namespace");
  }

  boolean isTerminating() {
    Snapshot.NamespaceState state = snapshot.namespaces().get(change.ref().namespace());
    return state != null && state.terminating();
  }
}
