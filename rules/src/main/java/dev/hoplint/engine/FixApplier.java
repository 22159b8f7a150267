package dev.hoplint.engine;

import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Fix;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Applies the fixes of findings to their texts. A fix is applied as a whole or not at all; where
/// two fixes touch the same place the first one wins, and the other one waits for the next run.
public final class FixApplier {
  private FixApplier() {}

  /// A text after its fixes.
  ///
  /// @param text what the source becomes
  /// @param applied the fixes that were made
  /// @param left fixes that another one was in the way of
  public record Fixed(SourceText source, String text, List<Fix> applied, List<Fix> left) {
    public Fixed {
      applied = List.copyOf(applied);
      left = List.copyOf(left);
    }
  }

  /// Applies the first fix of each finding that is allowed.
  ///
  /// @param findings in the order in which they take precedence
  /// @param unsafe whether fixes that may not be what the author meant are applied, too
  /// @return one value for each text that has fixes, in the order of their first one
  public static List<Fixed> apply(List<Finding> findings, boolean unsafe) {
    Map<SourceText, List<Fix>> wanted = new LinkedHashMap<>();
    for (Finding finding : findings) {
      finding.fixes().stream()
          .filter(fix -> unsafe || fix.applicability() == Applicability.SAFE)
          .filter(fix -> !fix.edits().isEmpty())
          .findFirst()
          .ifPresent(fix -> wanted.computeIfAbsent(fix.source(), _ -> new ArrayList<>()).add(fix));
    }
    List<Fixed> fixed = new ArrayList<>();
    wanted.forEach((source, fixes) -> fixed.add(fix(source, fixes)));
    return fixed;
  }

  private static Fixed fix(SourceText source, List<Fix> fixes) {
    List<TextEdit> edits = new ArrayList<>();
    List<Fix> applied = new ArrayList<>();
    List<Fix> left = new ArrayList<>();
    for (Fix fix : fixes) {
      if (edits.containsAll(fix.edits())) {
        applied.add(fix);
      } else if (isFree(edits, fix)) {
        edits.addAll(fix.edits());
        applied.add(fix);
      } else {
        left.add(fix);
      }
    }
    return new Fixed(source, TextEdit.apply(source.text(), edits), applied, left);
  }

  private static boolean isFree(List<TextEdit> edits, Fix fix) {
    for (TextEdit wanted : fix.edits()) {
      for (TextEdit taken : edits) {
        if (meet(wanted.span(), taken.span())) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether two edits change the same characters, or insert in the middle of the other's or at the
  /// same point.
  private static boolean meet(Span one, Span other) {
    return one.overlaps(other)
        || (one.isEmpty() && other.start() <= one.start() && one.start() <= other.end())
        || (other.isEmpty() && one.start() <= other.start() && other.start() <= one.end());
  }
}
