package dev.hoplint.route;

import java.util.Locale;
import java.util.Optional;

/// Where a request goes: scheme, host, port, and what stands behind them on the request line.
///
/// @param scheme `http` or `https`
/// @param host lower case, without a trailing dot
/// @param port empty for the scheme's own
/// @param target path and query as they are sent; starts with a slash
public record TraceUrl(String scheme, String host, Optional<Integer> port, String target) {
  private static final int LONGEST = 8192;
  private static final int LONGEST_HOST = 253;
  private static final int LAST_PORT = 65535;

  /// A URL, or why a text is none.
  public sealed interface Read {
    record Good(TraceUrl url) implements Read {}

    /// @param why the rest of a sentence about the text: `has no host`
    record Bad(String why) implements Read {}
  }

  /// Reads an absolute URL; one without a scheme gets `https` where `scheme` is empty.
  public static Read read(String text, Optional<String> scheme) {
    if (text.length() > LONGEST) {
      return new Read.Bad("is longer than " + LONGEST + " characters, which no controller accepts");
    }
    Optional<String> strange = strange(text);
    if (strange.isPresent()) {
      return new Read.Bad("holds " + strange.get());
    }
    int colon = text.indexOf("://");
    String written = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (colon >= 0 && !written.equals("http") && !written.equals("https")) {
      return new Read.Bad(
          "has the scheme \"" + written + "\", and only http and https are followed");
    }
    String used = colon < 0 ? scheme.orElse("https") : written;
    String rest = colon < 0 ? text : text.substring(colon + 3);
    int end = endOfAuthority(rest);
    return authority(used, rest.substring(0, end), target(rest.substring(end)));
  }

  private static Optional<String> strange(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        return Optional.of("a blank (write %20)");
      }
      if (c < ' ' || c == 0x7F) {
        return Optional.of("a control character");
      }
      if (Character.isSurrogate(c)
          && !(Character.isHighSurrogate(c) && i + 1 < text.length())
          && !(Character.isLowSurrogate(c) && i > 0)) {
        return Optional.of("half a character");
      }
    }
    return Optional.empty();
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if ("/?#".indexOf(rest.charAt(i)) >= 0) {
        return i;
      }
    }
    return rest.length();
  }

  /// What is sent: no fragment, and a slash where only a query is written.
  private static String target(String behind) {
    int fragment = behind.indexOf('#');
    String sent = fragment < 0 ? behind : behind.substring(0, fragment);
    return sent.startsWith("/") ? sent : "/" + sent;
  }

  private static Read authority(String scheme, String written, String target) {
    String authority = written.substring(written.lastIndexOf('@') + 1);
    int colon = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
    boolean hasPort = colon > 0;
    String host = bare(hasPort ? authority.substring(0, colon) : authority);
    if (host.isEmpty()) {
      return new Read.Bad("has no host");
    }
    if (!isHost(host)) {
      return new Read.Bad("has a host that is no host name and no address");
    }
    if (!hasPort) {
      return new Read.Good(new TraceUrl(scheme, host, Optional.empty(), target));
    }
    Optional<Integer> port = port(authority.substring(colon + 1));
    return port.isEmpty()
        ? new Read.Bad(
            "has the port \""
                + authority.substring(colon + 1)
                + "\", and a port is a number from 1 to "
                + LAST_PORT)
        : new Read.Good(
            new TraceUrl(scheme, host, port.filter(number -> number != standard(scheme)), target));
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.endsWith("]") && host.substring(1, host.length() - 1).matches("[0-9a-f:.]{2,45}");
    }
    if (host.length() > LONGEST_HOST) {
      return false;
    }
    for (String label : host.split("\\.", -1)) {
      if (label.length() > 63 || !label.matches("[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?")) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Integer> port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text)).filter(port -> port > 0 && port <= LAST_PORT);
  }

  private static int standard(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /// Where a `Location` header leads from here; empty where no browser would follow it over HTTP.
  public Optional<TraceUrl> resolve(String location) {
    if (location.startsWith("//")) {
      return good(scheme + ":" + location);
    }
    if (location.startsWith("/")) {
      return Optional.of(new TraceUrl(scheme, host, port, target(location)));
    }
    int colon = location.indexOf(':');
    int slash = location.indexOf('/');
    boolean absolute = colon > 0 && (slash < 0 || colon < slash);
    if (absolute) {
      return good(location);
    }
    String folder = path().substring(0, path().lastIndexOf('/') + 1);
    return Optional.of(new TraceUrl(scheme, host, port, target(folder + location)));
  }

  private static Optional<TraceUrl> good(String text) {
    return read(text, Optional.empty()) instanceof Read.Good(TraceUrl url)
        ? Optional.of(url)
        : Optional.empty();
  }

  /// The target without its query.
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  @Override
  public String toString() {
    return scheme + "://" + host + port.map(number -> ":" + number).orElse("") + target;
  }
}
