package dev.hoplint.rule;

import java.util.Map;
import java.util.Optional;

/// The options a configuration gives one rule, as text.
public record RuleOptions(Map<String, String> values) {
  public static final RuleOptions NONE = new RuleOptions(Map.of());

  public RuleOptions {
    values = Map.copyOf(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// A number option; the default where it is absent or no number.
  public int number(String name, int fallback) {
    String text = values.get(name);
    if (text == null || !text.matches("[0-9]{1,9}")) {
      return fallback;
    }
    return Integer.parseInt(text);
  }

  public boolean is(String name, String value) {
    return value.equals(values.get(name));
  }
}
