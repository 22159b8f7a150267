package dev.hoplint.rule;

import dev.hoplint.outcome.Certainty;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a rule says about itself.
///
/// @param id kebab-case, names the problem, final
/// @param summary one sentence without a period, for the catalogue
/// @param severity the default severity; a finding may be milder
/// @param certainty the default certainty; a finding may be less sure
/// @param statuses codes a client may get because of it, for `explain` and `--symptom`
/// @param strict whether only the strict preset has it
/// @param fix whether edits exist, and of which sort
/// @param since the first version that has it
/// @param inputs kinds it reads
/// @param doors where it speaks
/// @param sound whether admission may deny for it
/// @param supersedes rules that would report the same defect
public record RuleMeta(
    String id,
    String summary,
    RuleFamily family,
    Severity severity,
    Certainty certainty,
    List<Integer> statuses,
    boolean strict,
    Optional<Applicability> fix,
    String since,
    Set<String> inputs,
    Neighbourhood neighbourhood,
    Set<Door> doors,
    Evidence evidence,
    boolean sound,
    List<String> supersedes) {
  public RuleMeta {
    Objects.requireNonNull(id, "id is null");
    statuses = List.copyOf(statuses);
    inputs = Set.copyOf(inputs);
    doors = Set.copyOf(doors);
    supersedes = List.copyOf(supersedes);
    if (severity == Severity.ERROR && certainty != Certainty.CERTAIN) {
      throw new IllegalArgumentException(id + ": an error is certain");
    }
  }

  /// Starts a description: all doors, linked objects, nothing superseded.
  public static RuleMeta of(
      RuleFamily family, String id, Severity severity, Certainty certainty, String summary) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        List.of(),
        false,
        Optional.empty(),
        "0.1.0",
        Set.of(),
        Neighbourhood.LINKED,
        EnumSet.allOf(Door.class),
        Evidence.CONTRADICTION,
        false,
        List.of());
  }

  public RuleMeta statuses(Integer... codes) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        List.of(codes),
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        doors,
        evidence,
        sound,
        supersedes);
  }

  /// Only the strict preset has it.
  public RuleMeta strictOnly() {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        true,
        fix,
        since,
        inputs,
        neighbourhood,
        doors,
        evidence,
        sound,
        supersedes);
  }

  public RuleMeta fixable(Applicability applicability) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        Optional.of(applicability),
        since,
        inputs,
        neighbourhood,
        doors,
        evidence,
        sound,
        supersedes);
  }

  /// The kinds it reads, by name; `Workload` stands for everything that runs pods.
  public RuleMeta reads(String... kinds) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        Set.of(kinds),
        neighbourhood,
        doors,
        evidence,
        sound,
        supersedes);
  }

  public RuleMeta looks(Neighbourhood distance) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        distance,
        doors,
        evidence,
        sound,
        supersedes);
  }

  public RuleMeta filesOnly() {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        EnumSet.of(Door.FILES),
        evidence,
        sound,
        supersedes);
  }

  public RuleMeta doors(Door first, Door... others) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        EnumSet.of(first, others),
        evidence,
        sound,
        supersedes);
  }

  public RuleMeta evidence(Evidence sort) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        doors,
        sort,
        sound,
        supersedes);
  }

  /// Admission may deny for it: it has no known false alarm.
  public RuleMeta soundForAdmission() {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        doors,
        evidence,
        true,
        supersedes);
  }

  public RuleMeta supersedes(String... ids) {
    return new RuleMeta(
        id,
        summary,
        family,
        severity,
        certainty,
        statuses,
        strict,
        fix,
        since,
        inputs,
        neighbourhood,
        doors,
        evidence,
        sound,
        List.of(ids));
  }

  /// The smallest preset that has it.
  public Preset preset() {
    if (strict) {
      return Preset.STRICT;
    }
    return severity == Severity.ERROR ? Preset.MINIMAL : Preset.RECOMMENDED;
  }
}
