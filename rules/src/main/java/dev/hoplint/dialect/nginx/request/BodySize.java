package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ByteSizes;
import dev.hoplint.resource.Place;
import java.util.Optional;

/// client_max_body_size, checked when the location is found.
final class BodySize {
  private static final long DEFAULT = 1L << 20;

  private BodySize() {}

  static Optional<Decision> exceeded(Visit visit) {
    if (visit.request().bodySize().isEmpty()) {
      return Optional.empty();
    }
    Reason reason;
    long limit;
    if (visit.location().settings().denial().isPresent()) {
      reason = Reason.of("the limit of nginx itself, 1m");
      limit = DEFAULT;
    } else if (visit.annotations().map(one -> one.value("proxy-body-size")).orElse(null)
        instanceof AnnotationValue.Valid(String text, Place _)) {
      reason = visit.reason("proxy-body-size");
      limit = ByteSizes.parse(text).orElse(DEFAULT);
    } else {
      reason = visit.setting("proxy-body-size");
      limit =
          Optional.ofNullable(visit.settings())
              .flatMap(settings -> ByteSizes.parse(settings.get("proxy-body-size").value()))
              .orElse(DEFAULT);
    }
    long size = visit.request().bodySize().getAsLong();
    return limit > 0 && size > limit
        ? Optional.of(
            new Decision.Reply(
                413,
                new Reason(
                    "a body of " + size + " bytes is over " + reason.words(),
                    reason.ingress(),
                    reason.place(),
                    reason.certainty())))
        : Optional.empty();
  }
}
