package dev.hoplint.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The measured values beside those of the floor: the same server with every rule switched off.
final class Report {
  private static final String ROW = "%-4s %-27s %10s %10s %10s %7s  %-20s %s%n";

  private final List<Sample> webhook = new ArrayList<>();
  private final List<Sample> floor = new ArrayList<>();

  void webhook(List<Sample> samples) {
    webhook.addAll(samples);
  }

  void floor(List<Sample> samples) {
    floor.addAll(samples);
  }

  /// Values that break their limit.
  List<Sample> missed() {
    return webhook.stream()
        .filter(one -> Limit.of(one).map(limit -> !holds(limit, one)).orElse(false))
        .toList();
  }

  private boolean holds(Limit limit, Sample sample) {
    Map<String, Double> small =
        webhook.stream()
            .filter(one -> one.id().equals(sample.id()))
            .collect(Collectors.toMap(Sample::what, Sample::value, (first, second) -> first));
    return limit.holds(sample.value(), floor(sample), small);
  }

  private Optional<Double> floor(Sample sample) {
    return floor.stream()
        .filter(one -> one.id().equals(sample.id()) && one.what().equals(sample.what()))
        .map(Sample::value)
        .findFirst();
  }

  /// The table.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("id", "", "webhook", "floor", "more", "ratio", "target", ""));
    for (Sample sample : webhook) {
      Optional<Double> beside = floor(sample);
      Optional<Limit> limit = Limit.of(sample);
      text.append(
          ROW.formatted(
              sample.id(),
              sample.what(),
              number(sample.value()),
              beside.map(Report::number).orElse(""),
              beside.map(value -> number(sample.value() - value)).orElse(""),
              beside.filter(value -> value > 0).map(v -> number(sample.value() / v)).orElse(""),
              limit.map(Limit::text).orElse(""),
              limit.map(one -> holds(one, sample) ? "ok" : "MISSED").orElse("")));
    }
    return text.toString().replaceAll(" +\n", "\n");
  }

  static String number(double value) {
    return Math.abs(value) >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
