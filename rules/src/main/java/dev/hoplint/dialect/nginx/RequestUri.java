package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;

/// A request path as nginx's `$uri` holds it (ngx_http_parse_complex_uri, `merge_slashes on`):
/// percent-decoded, slashes merged, dot segments resolved, query and fragment cut off.
public final class RequestUri {
  private static final String ESCAPED = "\"#%<>?\\^`{|}";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private RequestUri() {}

  /// The normalised path; empty where nginx answers 400: no leading slash, a bad escape, a NUL, or
  /// a path that climbs above the root.
  public static Optional<String> normalize(String target) {
    String path = cut(target);
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    return decode(path).flatMap(RequestUri::resolve);
  }

  /// What stands behind the first `?`, with it; empty for none.
  public static String query(String target) {
    int fragment = target.indexOf('#');
    String text = fragment < 0 ? target : target.substring(0, fragment);
    int question = text.indexOf('?');
    return question < 0 ? "" : text.substring(question);
  }

  /// The query as nginx appends it to a path that it makes itself: without a lone `?`.
  public static String arguments(String target) {
    String query = query(target);
    return query.equals("?") ? "" : query;
  }

  private static String cut(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        return target.substring(0, i);
      }
    }
    return target;
  }

  private static Optional<String> decode(String path) {
    if (path.indexOf('%') < 0) {
      return Optional.of(path);
    }
    String bytes = ByteText.of(path);
    StringBuilder decoded = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char one = bytes.charAt(i);
      if (one != '%') {
        decoded.append(one);
        continue;
      }
      int high = i + 2 < bytes.length() ? Character.digit(bytes.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(bytes.charAt(i + 2), 16) : -1;
      if (low < 0 || (high == 0 && low == 0)) {
        return Optional.empty();
      }
      decoded.append((char) (high << 4 | low));
      i += 2;
    }
    return Optional.of(ByteText.text(decoded.toString()));
  }

  /// A path as a request writes it: what would be read otherwise is escaped (ngx_escape_uri,
  /// `NGX_ESCAPE_URI`).
  public static String escape(String path) {
    String bytes = ByteText.of(path);
    StringBuilder escaped = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char one = bytes.charAt(i);
      if (one <= ' ' || one >= 0x7f || ESCAPED.indexOf(one) >= 0) {
        escaped.append('%').append(HEX.toHexDigits((byte) one));
      } else {
        escaped.append(one);
      }
    }
    return escaped.toString();
  }

  private static Optional<String> resolve(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return Optional.of(path);
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    boolean folder = false;
    for (int i = 1; i < segments.length; i++) {
      String segment = segments[i];
      folder = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (segment.equals("..")) {
        if (kept.isEmpty()) {
          return Optional.empty();
        }
        kept.removeLast();
      } else if (!folder) {
        kept.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", kept);
    return Optional.of(folder && !kept.isEmpty() ? joined + "/" : joined);
  }
}
