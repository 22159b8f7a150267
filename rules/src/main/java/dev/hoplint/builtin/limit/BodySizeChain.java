package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// The proxy's limit of bodies and the one behind it disagree.
///
/// A body must pass every limit on its way; the smallest one answers 413. An application that takes
/// less than the proxy lets through answers as it likes; an nginx behind the proxy answers 413.
public final class BodySizeChain implements Rule.OfIngress {
  private static final String NAME = "proxy-body-size";

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "body-size-chain",
              Severity.WARNING,
              Certainty.LIKELY,
              "the Ingress's limit of request bodies and the one of the backend disagree")
          .statuses(413)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.CONTRADICTION)
          .supersedes("body-size-missing");

  @Override
  public RuleMeta meta() {
    return META;
  }

  /// @param isWritten whether somebody chose it
  private record Outer(long bytes, boolean isWritten, String words, Place place) {}

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary() && !served.reaching().isEmpty())
        .flatMap(served -> outer(served).flatMap(outer -> check(served, outer, context)))
        .stream()
        .toList();
  }

  private static Optional<Outer> outer(ServedIngress served) {
    return switch (served.annotations().value(NAME)) {
      case AnnotationValue.Valid(String text, Place place) ->
          ByteSize.meant(text).map(bytes -> new Outer(bytes, true, NAME + " " + text, place));
      case AnnotationValue.Absent _ -> {
        Setting setting = served.settings().get(NAME);
        String words =
            setting.isWritten()
                ? "the controller's " + NAME + " " + setting.value()
                : "the default " + NAME + " " + setting.value();
        yield ByteSize.meant(setting.value())
            .map(
                bytes ->
                    new Outer(
                        bytes, setting.isWritten(), words, served.ingress().meta().namePlace()));
      }
      // body-size-ignored speaks about these.
      case AnnotationValue.Empty _, AnnotationValue.Unknown _, AnnotationValue.Invalid _ ->
          Optional.empty();
    };
  }

  private static Optional<Finding> check(ServedIngress served, Outer outer, RuleContext context) {
    return InnerLimits.of(served, context).stream()
        .filter(inner -> disagrees(outer, inner))
        .findFirst()
        .map(inner -> finding(served, outer, inner));
  }

  private static boolean disagrees(Outer outer, InnerLimits.Limit inner) {
    boolean outerCuts = inner.bytes() > 0 && !ByteSize.passes(outer.bytes(), inner.bytes());
    boolean innerCuts =
        inner.isProxy()
            && outer.isWritten()
            && outer.bytes() > 0
            && !ByteSize.passes(inner.bytes(), outer.bytes());
    return outerCuts || innerCuts;
  }

  private static Finding finding(ServedIngress served, Outer outer, InnerLimits.Limit inner) {
    boolean outerCuts = !ByteSize.passes(outer.bytes(), inner.bytes());
    String limit = ByteSize.words(inner.bytes());
    return served
        .finding(
            META,
            outer.place(),
            served.ingress().quoted()
                + (outerCuts
                    ? " cuts bodies off at "
                        + outer.words()
                        + ", but "
                        + inner.words()
                        + " allows "
                        + limit
                    : " lets bodies through up to "
                        + outer.words()
                        + ", but "
                        + inner.words()
                        + " stops at "
                        + limit),
            outerCuts ? served.answers(413) : Symptom.of("the nginx behind it", List.of(413)))
        .target(limit)
        .routes(served.reaching())
        .help(
            outerCuts
                ? "set nginx.ingress.kubernetes.io/" + NAME + " to \"" + limit + "\""
                : "set client_max_body_size to " + ByteSize.words(outer.bytes()))
        .related("the inner limit", inner.resource(), inner.place());
  }
}
