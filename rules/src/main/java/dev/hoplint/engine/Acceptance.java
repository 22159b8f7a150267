package dev.hoplint.engine;

import java.time.LocalDate;

/// What decides, beyond the input and the configuration, which findings are accepted.
///
/// @param today the day on which the expiry of suppressions is judged
/// @param wholeProject whether the input is all that the configuration is about, so that a
///   suppression that matches nothing is useless and not merely about something else
/// @param baseline findings that are known
public record Acceptance(LocalDate today, boolean wholeProject, Baseline baseline) {
  static final Acceptance ALWAYS = new Acceptance(LocalDate.MIN, true, Baseline.EMPTY);
}
