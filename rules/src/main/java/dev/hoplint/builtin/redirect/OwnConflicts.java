package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Annotations of one Ingress that contradict each other.
///
/// Sources: `Parse` of internal/ingress/annotations/redirect/redirect.go and rewrite/main.go; the
/// app-root is answered at server level, before any location
/// (rootfs/etc/nginx/template/nginx.tmpl).
final class OwnConflicts {
  private static final String APP_ROOT = "app-root";

  private final Subject subject;
  private final Optional<AnnotatedRedirect> redirect;
  private final List<Finding> findings = new ArrayList<>();

  private OwnConflicts(Subject subject) {
    this.subject = subject;
    this.redirect = AnnotatedRedirect.of(subject.annotations());
  }

  static List<Finding> of(Subject subject) {
    OwnConflicts conflicts = new OwnConflicts(subject);
    conflicts.redirect.ifPresent(
        found -> {
          conflicts.addPermanent(found);
          conflicts.addAppRoot(found);
          conflicts.addCode(found);
        });
    conflicts.addForced();
    return conflicts.findings;
  }

  private void add(Place place, String message, String help, Place other, Integer... statuses) {
    findings.add(
        subject
            .finding(RedirectConflict.META, place, message, statuses)
            .help(help)
            .related("what wins", subject.ingress(), other));
  }

  private Optional<Written> written(String name) {
    return switch (subject.annotations().value(name)) {
      case AnnotationValue.Valid(String text, Place place) -> Optional.of(new Written(text, place));
      case AnnotationValue.Invalid(String text, var _, String _, Place place) ->
          Optional.of(new Written(text, place));
      case AnnotationValue.Absent _, AnnotationValue.Empty _, AnnotationValue.Unknown _ ->
          Optional.empty();
    };
  }

  private record Written(String text, Place place) {}

  private void addPermanent(AnnotatedRedirect wins) {
    if (!wins.name().equals(AnnotatedRedirect.TEMPORAL)) {
      return;
    }
    written(AnnotatedRedirect.PERMANENT)
        .ifPresent(
            loses ->
                add(
                    loses.place(),
                    subject.quoted(AnnotatedRedirect.PERMANENT, loses.text())
                        + " is not read: temporal-redirect \""
                        + wins.url()
                        + "\" wins",
                    "keep one of the two",
                    wins.place(),
                    wins.code()));
  }

  private void addAppRoot(AnnotatedRedirect loses) {
    boolean meets = subject.paths().stream().anyMatch(path -> path.text().equals("/"));
    if (!meets
        || !(subject.annotations().value(APP_ROOT)
            instanceof AnnotationValue.Valid(String root, Place place))) {
      return;
    }
    add(
        place,
        subject.quoted(APP_ROOT, root)
            + " wins over "
            + loses.name()
            + " \""
            + loses.url()
            + "\": requests for \"/\" go to \""
            + root
            + "\", all others to the redirect",
        "keep one of the two",
        loses.place(),
        302);
  }

  private void addCode(AnnotatedRedirect found) {
    String name = found.name() + "-code";
    if (!(subject.annotations().value(name)
            instanceof AnnotationValue.Valid(String text, Place place))
        || subject
            .annotations()
            .number(name)
            .filter(code -> AnnotatedRedirect.isAccepted(found.name(), code))
            .isPresent()) {
      return;
    }
    boolean temporal = found.name().equals(AnnotatedRedirect.TEMPORAL);
    add(
        place,
        subject.quoted(name, text)
            + " is not one of 300 to "
            + AnnotatedRedirect.lastCode(found.name())
            + ": ingress-nginx answers "
            + found.code(),
        temporal ? "use 302 or 307, or permanent-redirect" : "use 301 or 308",
        found.place(),
        found.code());
  }

  /// Only written values: a default is no contradiction.
  private void addForced() {
    boolean forced = subject.annotations().isTrue("force-ssl-redirect");
    boolean off = subject.annotations().bool("ssl-redirect").filter(on -> !on).isPresent();
    if (!forced || !off) {
      return;
    }
    written("ssl-redirect")
        .ifPresent(
            loses ->
                add(
                    loses.place(),
                    subject.quoted("ssl-redirect", loses.text())
                        + " has no effect: force-ssl-redirect \"true\" wins",
                    "remove ssl-redirect, or force-ssl-redirect where http is to be served",
                    written("force-ssl-redirect").orElse(loses).place(),
                    308));
  }
}
