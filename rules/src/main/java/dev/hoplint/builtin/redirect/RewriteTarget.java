package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.resource.Place;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A rewrite-target that is used: the whole URI becomes this text (rootfs/etc/nginx/template and
/// `buildProxyPass` of internal/ingress/controller/template/template.go).
record RewriteTarget(String text, Place place) {

  /// The target in effect; empty where nothing is rewritten: no valid target, or every request is
  /// redirected before.
  static Optional<RewriteTarget> of(Subject subject) {
    return subject.annotations().value("rewrite-target")
                instanceof AnnotationValue.Valid(String text, Place place)
            && !subject.redirects()
        ? Optional.of(new RewriteTarget(text, place))
        : Optional.empty();
  }

  /// Whether nginx answers with a redirect to the target instead of asking the backend for it
  /// (ngx_http_rewrite).
  boolean isRedirect() {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  /// The numbers of the groups that it uses; `$10` is `$1` and a 0.
  SortedSet<Integer> groups() {
    SortedSet<Integer> groups = new TreeSet<>();
    for (int i = text.indexOf('$'); i >= 0 && i + 1 < text.length(); i = text.indexOf('$', i + 1)) {
      char next = text.charAt(i + 1);
      if (next >= '1' && next <= '9') {
        groups.add(next - '0');
      }
    }
    return groups;
  }

  /// The text with nothing in place of the groups above a number.
  String without(int above) {
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean isLost =
          text.charAt(i) == '$'
              && i + 1 < text.length()
              && text.charAt(i + 1) > '0' + above
              && text.charAt(i + 1) <= '9';
      if (isLost) {
        i++;
      } else {
        rest.append(text.charAt(i));
      }
    }
    return rest.toString();
  }
}
