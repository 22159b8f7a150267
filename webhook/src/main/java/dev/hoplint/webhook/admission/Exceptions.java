package dev.hoplint.webhook.admission;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.text.Wildcard;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody has accepted: entries of the configuration, and annotations where those may.
///
/// Either end of a finding counts for an entry, as it does for suppressions on the command line; an
/// annotation counts for the object that carries it.
public final class Exceptions {
  private static final String PREFIX = "hoplint.dev/allow.";

  private final List<ExceptionEntry> entries;
  private final boolean mayAllow;

  Exceptions(List<ExceptionEntry> entries, boolean mayAllow) {
    this.entries = List.copyOf(entries);
    this.mayAllow = mayAllow;
  }

  /// Whether a finding is accepted on a day.
  public boolean accept(Finding finding, LocalDate today) {
    return entries.stream().anyMatch(entry -> isValid(entry, today) && names(entry, finding))
        || (mayAllow && finding.resource().filter(one -> allows(one, finding)).isPresent());
  }

  /// Whether what a rule says about objects is accepted by an entry on a day.
  boolean accept(String ruleId, List<ObjectRef> objects, LocalDate today) {
    return entries.stream()
        .anyMatch(entry -> isValid(entry, today) && names(entry, ruleId, objects.stream()));
  }

  private static boolean isValid(ExceptionEntry entry, LocalDate today) {
    return entry.until().isEmpty() || !today.isAfter(entry.until().get());
  }

  private static boolean names(ExceptionEntry entry, Finding finding) {
    return names(
        entry,
        finding.rule().id(),
        Stream.concat(
                finding.resource().stream(), finding.related().stream().map(Related::resource))
            .map(Resource::ref));
  }

  private static boolean names(ExceptionEntry entry, String ruleId, Stream<ObjectRef> objects) {
    return Wildcard.matches(entry.rule(), ruleId)
        && objects.anyMatch(one -> Wildcard.matches(entry.object(), pattern(one)));
  }

  private static String pattern(ObjectRef ref) {
    return ref.kind().name() + "/" + ref.namespace() + "/" + ref.name();
  }

  /// A reason is asked for here, too: an empty annotation allows nothing.
  private static boolean allows(Resource resource, Finding finding) {
    Optional<StringMap> template =
        resource instanceof Workload workload
            ? Optional.of(workload.template().annotations())
            : Optional.empty();
    return Stream.concat(Stream.of(resource.meta().annotations()), template.stream())
        .flatMap(annotations -> annotations.withPrefix(PREFIX).stream())
        .anyMatch(
            entry ->
                !entry.value().or("").isBlank()
                    && Wildcard.matches(
                        entry.key().substring(PREFIX.length()), finding.rule().id()));
  }
}
