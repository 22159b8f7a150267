package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// Whether requests reach a location or a path, by example.
public sealed interface Reachability {
  /// @param example a normalised request path that reaches it
  record Reached(String example) implements Reachability {}

  /// Every example request goes elsewhere.
  ///
  /// @param by the location that takes the example
  /// @param example a normalised request path that should reach it
  record Shadowed(Location by, String example) implements Reachability {}

  /// The path gave no location: an older one has the same text and type.
  record Dropped(Location winner) implements Reachability {}

  /// No request path is ever written like it, once normalised.
  ///
  /// @param why the rest of a sentence about the path: `contains "//", which …`
  /// @param detour a request that reaches it all the same, by escaping
  record Never(String why, Optional<String> detour) implements Reachability {}

  record NotAnalysed(String why) implements Reachability {}
}
