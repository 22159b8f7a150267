package dev.hoplint.dialect.nginx.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// An absolute URL, and how a client resolves the Location of a redirect against it (RFC 3986,
/// section 5.2).
///
/// @param authority host and, where written, port
/// @param target path and query, starting with a slash
record Url(String scheme, String authority, String target) {
  static Url parse(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String target = withoutFragment(rest.substring(end));
    return new Url(
        scheme < 0 ? "http" : text.substring(0, scheme).toLowerCase(Locale.ROOT),
        rest.substring(0, end),
        target.startsWith("/") ? target : "/" + target);
  }

  /// Resolves a reference, relative to this URL.
  Url resolve(String reference) {
    if (hasScheme(reference)) {
      return parse(reference);
    }
    if (reference.startsWith("//")) {
      return parse(scheme + ":" + reference);
    }
    String bare = withoutFragment(reference);
    if (bare.startsWith("/")) {
      return new Url(scheme, authority, dotless(bare));
    }
    String path = path(target);
    if (bare.isEmpty()) {
      return this;
    }
    if (bare.startsWith("?")) {
      return new Url(scheme, authority, path + bare);
    }
    return new Url(scheme, authority, dotless(path.substring(0, path.lastIndexOf('/') + 1) + bare));
  }

  private static boolean hasScheme(String reference) {
    int colon = reference.indexOf(':');
    if (colon <= 0 || !Character.isLetter(reference.charAt(0))) {
      return false;
    }
    for (int i = 1; i < colon; i++) {
      char one = reference.charAt(i);
      if (!Character.isLetterOrDigit(one) && "+-.".indexOf(one) < 0) {
        return false;
      }
    }
    // `example.com:80/x` looks like a scheme; a client takes it as one.
    return true;
  }

  private static String withoutFragment(String text) {
    int hash = text.indexOf('#');
    return hash < 0 ? text : text.substring(0, hash);
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String dotless(String target) {
    String path = path(target);
    String query = target.substring(path.length());
    if (!path.contains("/.")) {
      return target;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("..")) {
        kept.pollLast();
        if (last) {
          kept.addLast("");
        }
      } else if (segments[i].equals(".")) {
        if (last) {
          kept.addLast("");
        }
      } else {
        kept.addLast(segments[i]);
      }
    }
    return "/" + String.join("/", kept) + query;
  }
}
