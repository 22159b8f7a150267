package dev.hoplint.config;

import java.util.List;

/// The names that a configuration may use and that other rooms know.
///
/// @param rules the ids of all rules
/// @param controllers the ids of all controllers
public record Vocabulary(List<String> rules, List<String> controllers) {
  public Vocabulary {
    rules = List.copyOf(rules);
    controllers = List.copyOf(controllers);
  }
}
