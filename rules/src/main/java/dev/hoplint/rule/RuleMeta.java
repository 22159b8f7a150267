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
    Draft draft = new Draft(this);
    draft.statuses = List.of(codes);
    return draft.finished();
  }

  /// Only the strict preset has it.
  public RuleMeta strictOnly() {
    Draft draft = new Draft(this);
    draft.strict = true;
    return draft.finished();
  }

  public RuleMeta fixable(Applicability applicability) {
    Draft draft = new Draft(this);
    draft.fix = Optional.of(applicability);
    return draft.finished();
  }

  /// The kinds it reads, by name; `Workload` stands for everything that runs pods.
  public RuleMeta reads(String... kinds) {
    Draft draft = new Draft(this);
    draft.inputs = Set.of(kinds);
    return draft.finished();
  }

  public RuleMeta looks(Neighbourhood distance) {
    Draft draft = new Draft(this);
    draft.neighbourhood = distance;
    return draft.finished();
  }

  public RuleMeta filesOnly() {
    Draft draft = new Draft(this);
    draft.doors = EnumSet.of(Door.FILES);
    return draft.finished();
  }

  public RuleMeta doors(Door first, Door... others) {
    Draft draft = new Draft(this);
    draft.doors = EnumSet.of(first, others);
    return draft.finished();
  }

  public RuleMeta evidence(Evidence sort) {
    Draft draft = new Draft(this);
    draft.evidence = sort;
    return draft.finished();
  }

  /// Admission may deny for it: it has no known false alarm.
  public RuleMeta soundForAdmission() {
    Draft draft = new Draft(this);
    draft.sound = true;
    return draft.finished();
  }

  public RuleMeta supersedes(String... ids) {
    Draft draft = new Draft(this);
    draft.supersedes = List.of(ids);
    return draft.finished();
  }

  /// The smallest preset that has it.
  public Preset preset() {
    if (strict) {
      return Preset.STRICT;
    }
    return severity == Severity.ERROR ? Preset.MINIMAL : Preset.RECOMMENDED;
  }

  /// One description with one thing changed.
  private static final class Draft {
    private final RuleMeta from;
    private List<Integer> statuses;
    private boolean strict;
    private Optional<Applicability> fix;
    private Set<String> inputs;
    private Neighbourhood neighbourhood;
    private Set<Door> doors;
    private Evidence evidence;
    private boolean sound;
    private List<String> supersedes;

    private Draft(RuleMeta from) {
      this.from = from;
      this.statuses = from.statuses;
      this.strict = from.strict;
      this.fix = from.fix;
      this.inputs = from.inputs;
      this.neighbourhood = from.neighbourhood;
      this.doors = from.doors;
      this.evidence = from.evidence;
      this.sound = from.sound;
      this.supersedes = from.supersedes;
    }

    private RuleMeta finished() {
      return new RuleMeta(
          from.id,
          from.summary,
          from.family,
          from.severity,
          from.certainty,
          statuses,
          strict,
          fix,
          from.since,
          inputs,
          neighbourhood,
          doors,
          evidence,
          sound,
          supersedes);
    }
  }
}
