package dev.hoplint.resource;

import java.util.List;

/// A `matchLabels`/`matchExpressions` selector. Labels are matched by `world.Selectors`.
public record LabelSelector(Place place, StringMap matchLabels, List<Requirement> expressions) {
  public LabelSelector {
    expressions = List.copyOf(expressions);
  }

  /// One expression: key, operator (`In`, `NotIn`, `Exists`, `DoesNotExist`) and values.
  public record Requirement(
      Place place, Field<String> key, Field<String> operator, List<Field<String>> values) {
    public Requirement {
      values = List.copyOf(values);
    }
  }

  public boolean isEmpty() {
    return matchLabels.isEmpty() && expressions.isEmpty();
  }
}
