package dev.hoplint.dialect.nginx;

/// What looking a request path up in a server gives.
public sealed interface LocationMatch {
  /// The location that serves it.
  record Matched(Location location) implements LocationMatch {}

  /// nginx itself answers 301 and adds a slash: the location ends in `/` and proxies
  /// (ngx_http_core_find_static_location, `auto_redirect`).
  record SlashRedirect(Location location) implements LocationMatch {}

  /// The controller's own location of server `_`: `/healthz` or `/nginx_status` (TMPL, the end of
  /// each server).
  record BuiltIn(String text, int status) implements LocationMatch {}

  /// What wins cannot be said: a regex of the host uses what the linear-time engine lacks, a
  /// placeholder decides, or the work is too much.
  record NotAnalysed(String why) implements LocationMatch {}
}
