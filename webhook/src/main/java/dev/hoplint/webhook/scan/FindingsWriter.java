package dev.hoplint.webhook.scan;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Writes findings into the cluster, as little as possible: what is there already is not written
/// again.
interface FindingsWriter {
  /// Writes what differs; false if something is left for a later call.
  ///
  /// @param allowed asked before every write
  boolean write(ScanResult result, BooleanSupplier allowed);

  /// Somebody else has written meanwhile: what is there is unknown.
  void forget();

  /// Why nothing can be written; one sentence.
  Optional<String> problem();
}
