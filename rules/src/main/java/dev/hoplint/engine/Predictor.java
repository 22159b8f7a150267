package dev.hoplint.engine;

import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Trace;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.route.TraceRequest;
import dev.hoplint.route.Tracer;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Predicts what clients get: follows the request, then asks what the rules found on its way, so
/// that a trace never says otherwise than the report.
public final class Predictor {
  private final RouteGraph graph;
  private final Tracer tracer;
  private final Map<Resource, List<Finding>> findings = new IdentityHashMap<>();
  private final Set<Finding> accepted = Collections.newSetFromMap(new IdentityHashMap<>());

  public Predictor(RouteGraph graph, LintResult result) {
    this.graph = graph;
    this.tracer = new Tracer(graph);
    result.findings().forEach(this::index);
    for (LintResult.Suppressed suppressed : result.suppressed()) {
      accepted.add(suppressed.finding());
      index(suppressed.finding());
    }
  }

  private void index(Finding finding) {
    Set<Resource> involved = Collections.newSetFromMap(new IdentityHashMap<>());
    finding.resource().ifPresent(involved::add);
    finding.related().stream().map(Related::resource).forEach(involved::add);
    involved.forEach(one -> findings.computeIfAbsent(one, _ -> new ArrayList<>()).add(finding));
  }

  public Prediction predict(TraceRequest request) {
    Trace trace = tracer.trace(request);
    TraceLeg leg = trace.last();
    List<Prediction.Reason> all = concerning(leg);
    List<Prediction.Reason> counted =
        all.stream().filter(one -> !accepted.contains(one.finding())).toList();
    TraceAnswer answer = answer(leg, counted, all);
    List<Prediction.Reason> reasons =
        counted.stream()
            .map(
                one ->
                    new Prediction.Reason(
                        one.finding(), one.hop(), one.decides() && one.hop() == answer.hop()))
            .toList();
    return new Prediction(trace, answer, reasons, all.size() - counted.size());
  }

  private List<Prediction.Reason> concerning(TraceLeg leg) {
    Set<Finding> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Prediction.Reason> found = new ArrayList<>();
    for (Resource resource : passed(leg.used())) {
      for (Finding finding : findings.getOrDefault(resource, List.of())) {
        if (seen.add(finding) && OnTheWay.concerns(finding, leg.used())) {
          boolean decides =
              isAlwaysThere(finding)
                  && isAbout(finding, leg.used())
                  && OnTheWay.stands(finding, leg.used());
          found.add(new Prediction.Reason(finding, OnTheWay.hop(finding), decides));
        }
      }
    }
    found.sort(
        Comparator.comparing((Prediction.Reason one) -> one.hop())
            .thenComparing(one -> one.finding().severity(), Comparator.reverseOrder())
            .thenComparing(Prediction.Reason::finding, FindingOrder.ORDER));
    return found;
  }

  private static List<Resource> passed(TraceLeg.Used used) {
    List<Resource> passed = new ArrayList<>();
    used.ingress().ifPresent(passed::add);
    used.service().ifPresent(passed::add);
    passed.addAll(used.workloads());
    return passed;
  }

  /// Whether each request meets the finding's status, as far as can be said: what hits only large
  /// bodies or slow answers is the trace's own business.
  private static boolean isAlwaysThere(Finding finding) {
    Optional<Symptom> symptom = finding.symptom();
    return symptom.isPresent()
        && finding.severity() != Severity.INFO
        && finding.certainty() != Certainty.POSSIBLE
        && symptom.get().when() == When.ALWAYS
        && symptom.get().share() == Share.ALL
        && !symptom.get().statuses().isEmpty()
        && symptom.get().statuses().stream().allMatch(code -> code >= 400)
        && !isConditional(finding);
  }

  /// Whether the controller on the way is the one that answers so; what is wrong with others only
  /// does not count here.
  private boolean isAbout(Finding finding, TraceLeg.Used used) {
    String from = finding.symptom().map(Symptom::from).orElse("");
    return used.ingress()
        .map(one -> graph.controller(one).words())
        .filter(words -> words.equals(from) || Dialects.byId(from).isPresent())
        .isPresent();
  }

  /// Whether only some requests to the place meet it: limits, redirects and paths are followed by
  /// the trace itself, a class that nobody serves hits every request.
  private static boolean isConditional(Finding finding) {
    return switch (finding.rule().family()) {
      case LIMIT, REDIRECT -> true;
      case PATH -> !finding.place().path().toString().contains("lass");
      case ANNOTATION -> finding.symptom().get().statuses().contains(413);
      case MANIFEST, BACKEND, PORT, PROBE, LIFECYCLE, ROLLOUT, NETWORK -> false;
    };
  }

  private TraceAnswer answer(
      TraceLeg leg, List<Prediction.Reason> counted, List<Prediction.Reason> all) {
    return switch (leg.answer()) {
      case TraceAnswer.Application reached ->
          deciding(leg.used(), counted)
              .<TraceAnswer>map(one -> status(one, reached))
              .orElseGet(() -> doubted(reached, leg.used(), counted));
      case TraceAnswer.Status status when isBehindBackend(status.hop()) -> confirmed(status, all);
      case TraceAnswer.Unknown unknown ->
          deciding(leg.used(), counted).<TraceAnswer>map(one -> status(one)).orElse(unknown);
      case TraceAnswer.Status other -> other;
      case TraceAnswer.Redirect redirect -> redirect;
    };
  }

  /// Something else in the input may take the request away, as a finding about it says.
  private TraceAnswer doubted(
      TraceAnswer.Application reached, TraceLeg.Used used, List<Prediction.Reason> reasons) {
    boolean doubt =
        reasons.stream()
            .map(Prediction.Reason::finding)
            .anyMatch(
                one -> isAlwaysThere(one) && isAbout(one, used) && !OnTheWay.stands(one, used));
    return doubt
        ? new TraceAnswer.Application(reached.who(), reached.certainty().atMost(Certainty.POSSIBLE))
        : reached;
  }

  private static boolean isBehindBackend(TraceHop.Kind hop) {
    return hop.compareTo(TraceHop.Kind.SERVICE) >= 0;
  }

  /// A finding that no request escapes: about the Ingress or the Service, or about every workload.
  private static Optional<Prediction.Reason> deciding(
      TraceLeg.Used used, List<Prediction.Reason> reasons) {
    List<Prediction.Reason> strong = reasons.stream().filter(Prediction.Reason::decides).toList();
    return strong.stream()
        .filter(
            one ->
                !(one.finding().resource().orElse(null) instanceof Workload)
                    || isCommon(used, strong))
        .findFirst();
  }

  private static boolean isCommon(TraceLeg.Used used, List<Prediction.Reason> strong) {
    return used.workloads().stream()
        .allMatch(
            workload ->
                strong.stream().anyMatch(one -> one.finding().resource().orElse(null) == workload));
  }

  private static TraceAnswer status(Prediction.Reason reason, TraceAnswer.Application reached) {
    TraceAnswer.Status plain = status(reason);
    return new TraceAnswer.Status(
        plain.codes(),
        plain.from(),
        plain.hop(),
        plain.certainty().atMost(reached.certainty()),
        plain.why());
  }

  private static TraceAnswer.Status status(Prediction.Reason reason) {
    Symptom symptom = reason.finding().symptom().orElseThrow();
    return new TraceAnswer.Status(
        symptom.statuses(),
        symptom.from(),
        reason.hop(),
        reason.finding().certainty(),
        reason.finding().message());
  }

  /// A failure that no rule reports (it is switched off, or knows an exception) is at most likely.
  private static TraceAnswer confirmed(TraceAnswer.Status status, List<Prediction.Reason> all) {
    boolean reported =
        all.stream()
            .anyMatch(
                one ->
                    one.finding().symptom().isPresent()
                        && one.finding().symptom().get().statuses().stream()
                            .anyMatch(status.codes()::contains)
                        && one.finding().symptom().get().when() == When.ALWAYS);
    return reported
        ? status
        : new TraceAnswer.Status(
            status.codes(),
            status.from(),
            status.hop(),
            status.certainty().atMost(Certainty.LIKELY),
            status.why());
  }
}
