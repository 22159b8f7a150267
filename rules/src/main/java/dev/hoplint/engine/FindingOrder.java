package dev.hoplint.engine;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import java.util.Comparator;

/// The total order of findings: file, span, rule, object, message. Places without a text come after
/// all texts, by object and field.
final class FindingOrder {
  private static final Comparator<Place> PLACES =
      Comparator.comparing(FindingOrder::file)
          .thenComparingInt(FindingOrder::start)
          .thenComparingInt(FindingOrder::end)
          .thenComparing(place -> place.path().toString());

  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place, PLACES)
          .thenComparing(finding -> finding.rule().id())
          .thenComparing(finding -> finding.object().map(ObjectRef::toString).orElse(""))
          .thenComparing(Finding::message);

  private FindingOrder() {}

  static Comparator<Place> places() {
    return PLACES;
  }

  private static String file(Place place) {
    return switch (place) {
      case Place.InText(var source, var _, var _) -> source.name();
      case Place.InObject(ObjectRef object, var _) -> "\uffff" + object;
    };
  }

  private static int start(Place place) {
    return place instanceof Place.InText(var _, var span, var _) ? span.start() : 0;
  }

  private static int end(Place place) {
    return place instanceof Place.InText(var _, var span, var _) ? span.end() : 0;
  }
}
