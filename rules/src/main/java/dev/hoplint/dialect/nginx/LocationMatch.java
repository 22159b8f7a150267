package dev.hoplint.dialect.nginx;

/// What looking a request path up in a server gives.
public sealed interface LocationMatch {
  /// The location that serves it.
  record Matched(Location location) implements LocationMatch {}

  /// nginx itself answers 301 and adds a slash: the location ends in `/` and proxies
  /// (ngx_http_core_find_static_location, `auto_redirect`).
  record SlashRedirect(Location location) implements LocationMatch {}

  /// A regex of the host uses what the linear-time engine lacks, or is no regex: what wins cannot
  /// be said.
  record NotAnalysed(Location location, String why) implements LocationMatch {}
}
