package dev.hoplint.rule;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a rule found, where, and what to do about it. Never without a place.
///
/// @param rule the rule's description
/// @param message one sentence without a period: what was found, where it points, what exists
///   instead
/// @param help what to change; empty where the message says it all
/// @param place the line a person would edit
/// @param resource the object the place lies in; empty for documents that hold none
/// @param target what the defect is about beyond its place (the name that is missing), for
///   fingerprints
/// @param defect identifies the defect within its object, for supersession; the field path unless a
///   rule says otherwise
public record Finding(
    RuleMeta rule,
    Severity severity,
    Certainty certainty,
    Optional<Symptom> symptom,
    String message,
    String help,
    Place place,
    Optional<Resource> resource,
    List<Related> related,
    RouteSummary routes,
    List<Fix> fixes,
    String target,
    String defect) {
  public Finding {
    Objects.requireNonNull(place, "place is null");
    related = List.copyOf(related);
    fixes = List.copyOf(fixes);
    // An error is only ever what is certain in the visible world.
    if (severity == Severity.ERROR && certainty != Certainty.CERTAIN) {
      severity = Severity.WARNING;
    }
  }

  /// A finding in an object, with the rule's default severity and certainty.
  public static Finding in(Resource resource, RuleMeta rule, Place place, String message) {
    return new Finding(
        rule,
        rule.severity(),
        rule.certainty(),
        Optional.empty(),
        message,
        "",
        place,
        Optional.of(resource),
        List.of(),
        RouteSummary.NONE,
        List.of(),
        "",
        place.path().toString());
  }

  /// A finding in a text that holds no object.
  public static Finding at(Place place, RuleMeta rule, String message) {
    return new Finding(
        rule,
        rule.severity(),
        rule.certainty(),
        Optional.empty(),
        message,
        "",
        place,
        Optional.empty(),
        List.of(),
        RouteSummary.NONE,
        List.of(),
        "",
        place.path().toString());
  }

  public Finding severity(Severity other) {
    return new Finding(
        rule, other, certainty, symptom, message, help, place, resource, related, routes, fixes,
        target, defect);
  }

  /// Lowers the certainty; an error that is no longer certain becomes a warning.
  public Finding atMost(Certainty limit) {
    return new Finding(
        rule,
        severity,
        certainty.atMost(limit),
        symptom,
        message,
        help,
        place,
        resource,
        related,
        routes,
        fixes,
        target,
        defect);
  }

  public Finding symptom(Symptom seen) {
    return new Finding(
        rule,
        severity,
        certainty,
        Optional.of(seen),
        message,
        help,
        place,
        resource,
        related,
        routes,
        fixes,
        target,
        defect);
  }

  public Finding help(String advice) {
    return new Finding(
        rule, severity, certainty, symptom, message, advice, place, resource, related, routes,
        fixes, target, defect);
  }

  public Finding related(String what, Resource other, Place otherPlace) {
    List<Related> more = new ArrayList<>(related);
    more.add(new Related(what, other, otherPlace));
    return new Finding(
        rule, severity, certainty, symptom, message, help, place, resource, more, routes, fixes,
        target, defect);
  }

  /// The routes concerned; the symptom gets the first one's request as its example.
  public Finding routes(List<Route> concerned) {
    RouteSummary summary = RouteSummary.of(concerned);
    Optional<Symptom> seen =
        symptom.map(
            one ->
                one.request().isPresent()
                    ? one
                    : concerned.stream()
                        .flatMap(route -> route.request().stream())
                        .findFirst()
                        .map(one::forRequest)
                        .orElse(one));
    return new Finding(
        rule, severity, certainty, seen, message, help, place, resource, related, summary, fixes,
        target, defect);
  }

  public Finding fix(Fix edit) {
    List<Fix> more = new ArrayList<>(fixes);
    more.add(edit);
    return new Finding(
        rule, severity, certainty, symptom, message, help, place, resource, related, routes, more,
        target, defect);
  }

  public Finding target(String what) {
    return new Finding(
        rule, severity, certainty, symptom, message, help, place, resource, related, routes, fixes,
        what, defect);
  }

  /// Names the defect where its place does not: two rules that report one defect give it one name.
  public Finding defect(String name) {
    return new Finding(
        rule, severity, certainty, symptom, message, help, place, resource, related, routes, fixes,
        target, name);
  }

  public Optional<ObjectRef> object() {
    return resource.map(Resource::ref);
  }
}
