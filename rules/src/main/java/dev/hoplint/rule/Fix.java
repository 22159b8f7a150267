package dev.hoplint.rule;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.TextEdit;
import java.util.List;

/// Edits of one source that remove a finding.
///
/// @param title what the edit does, as an imperative: `quote the value`
public record Fix(
    String title, Applicability applicability, SourceText source, List<TextEdit> edits) {
  public Fix {
    edits = List.copyOf(edits);
  }
}
