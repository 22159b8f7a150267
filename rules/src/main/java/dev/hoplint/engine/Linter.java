package dev.hoplint.engine;

import dev.hoplint.config.Config;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.intake.Intake;
import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs rules over a whole world, or over what a change touches.
///
/// Both ways give the same findings: what [#introduced] reports for a change is what a full run
/// reports after it and not before.
public final class Linter {
  /// A graph remembers what it was asked; after so many questions it is left to the collector.
  /// Soon, so that it never gets old: old garbage takes a pause of a quarter of a second.
  private static final int MOST_QUESTIONS = 64;

  private final RuleSelection selection;
  private final Parallel parallel;
  private final Optional<RuleFailures> failures;
  private final Map<Door, List<Rule>> rules = new ConcurrentHashMap<>();
  private volatile @Nullable Known lastKnown;

  /// @param jobs how many threads check subjects; the output does not depend on it
  public Linter(RuleSelection selection, int jobs) {
    this(selection, jobs, Optional.empty());
  }

  private Linter(RuleSelection selection, int jobs, Optional<RuleFailures> failures) {
    this.selection = selection;
    this.parallel = new Parallel(jobs);
    this.failures = failures;
  }

  /// One whose rules may fail without ending the run, when it lints a world or a change.
  ///
  /// @param failures hears of each rule that failed on an object
  public static Linter isolating(RuleSelection selection, int jobs, RuleFailures failures) {
    return new Linter(selection, jobs, Optional.of(failures));
  }

  /// Lints everything an intake holds, as if it were a whole project and no day had come.
  public LintResult lint(Intake intake) {
    return lint(intake, Acceptance.ALWAYS);
  }

  /// Lints everything an intake holds.
  public LintResult lint(Intake intake, Acceptance acceptance) {
    return examine(intake, acceptance).result();
  }

  /// What a run found, and the routes it looked at: the findings' objects are the graph's.
  public record Examined(LintResult result, RouteGraph graph) {}

  /// Lints everything an intake holds, for whoever asks more about the routes.
  public Examined examine(Intake intake, Acceptance acceptance) {
    WorldBuilder.Built built = WorldBuilder.build(intake, selection.config());
    RouteGraph graph = graph(built.world());
    List<Rule> rules = selection.selected(Door.FILES);
    Isolation none = new Isolation(Optional.empty());
    Checks checks = new Checks(rules, selection, built.world(), graph, none);
    List<Finding> found = new ArrayList<>();
    found.addAll(parallel.map(documents(intake), checks::document));
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < built.resources().size(); i++) {
      indexes.add(i);
    }
    found.addAll(
        parallel.map(
            indexes,
            i -> {
              Resource resource = built.resources().get(i);
              List<Finding> all = new ArrayList<>(checks.resource(resource));
              all.addAll(checks.manifest(intake.manifests().get(i), resource));
              return all;
            }));
    List<Unresolved> unresolved = new ArrayList<>(graph.unresolved());
    List<Finding> sure = withoutPatched(found, unresolved);
    unresolved.sort(
        Comparator.comparing(Unresolved::place, FindingOrder.places())
            .thenComparing(Unresolved::message));
    Accepting accepting = Accepting.of(intake, built.resources(), selection.config(), acceptance);
    Accepting.Outcome outcome = accepting.apply(Supersession.apply(sure));
    List<Finding> kept = new ArrayList<>(outcome.kept());
    kept.addAll(accepting.useless(selection, rules, graph, unresolved));
    return new Examined(
        new LintResult(
            configured(kept),
            unresolved,
            outcome.suppressed(selection),
            intake.counts(),
            intake.files(),
            intake.manifests().size(),
            graph.routes().size()),
        graph);
  }

  /// The findings that a change introduces: those about objects near it after the change that were
  /// not there before.
  ///
  /// @param changed the objects that differ between both worlds
  public List<Finding> introduced(World before, World after, Set<ObjectRef> changed, Door door) {
    return introduced(before, after, changed, door, Limits.NONE).findings();
  }

  /// The same within limits. Works on the calling thread alone.
  public Introduced introduced(
      World before, World after, Set<ObjectRef> changed, Door door, Limits limits) {
    return introduced(before, before, after, changed, door, limits);
  }

  /// The same where many changes are asked about beside one world, which may show the changed
  /// objects neither as they were nor as they shall be.
  ///
  /// @param shown differs from both other worlds in nothing but the changed objects
  public Introduced introduced(
      World shown, World before, World after, Set<ObjectRef> changed, Door door, Limits limits) {
    return introduced(shown, before, after, changed, rules(door), limits);
  }

  /// The same for those who ask about some rules alone: what others find may be missing.
  public Introduced introduced(
      World before,
      World after,
      Set<ObjectRef> changed,
      Door door,
      Limits limits,
      Set<String> ruleIds) {
    List<Rule> few = Supersession.deciding(rules(door), ruleIds);
    return introduced(before, before, after, changed, few, limits);
  }

  private List<Rule> rules(Door door) {
    return rules.computeIfAbsent(door, selection::selected);
  }

  private Introduced introduced(
      World shown,
      World before,
      World after,
      Set<ObjectRef> changed,
      List<Rule> some,
      Limits limits) {
    Isolation isolation = new Isolation(failures);
    List<Finding> own = new ArrayList<>();
    try {
      List<Finding> all =
          WorkLimit.under(
              limits.isReached(),
              () -> {
                RouteGraph known = known(shown);
                RouteGraph graphBefore =
                    before == shown ? known : known.in(before, controllers(before), changed);
                RouteGraph graphAfter = known.in(after, controllers(after), changed);
                Comparison comparison =
                    new Comparison(
                        selection,
                        some,
                        graphBefore,
                        graphAfter,
                        Relevance.of(before, after, changed),
                        isolation,
                        this::counted);
                own.addAll(comparison.introduced(Focus.on(changed)));
                if (Release.isAll(before, after, changed)) {
                  return own;
                }
                return comparison.introduced(Focus.of(graphBefore, graphAfter, changed));
              });
      return limited(all, limits, true, isolation);
    } catch (WorkLimit.Exceeded e) {
      return limited(own, limits, false, isolation);
    }
  }

  private static Introduced limited(
      List<Finding> found, Limits limits, boolean complete, Isolation isolation) {
    List<Finding> sound = isolation.sound(found);
    return new Introduced(
        sound.subList(0, Math.min(sound.size(), limits.mostFindings())),
        sound.size(),
        complete,
        isolation.failed());
  }

  /// The graph of a world that many questions start from: what is worked out for one is there for
  /// the next, and for those about the worlds that follow.
  private RouteGraph known(World world) {
    Known last = lastKnown;
    if (last == null || last.questions().get() > MOST_QUESTIONS) {
      last = new Known(graph(world), new AtomicInteger());
      lastKnown = last;
    } else if (last.graph().world() != world) {
      last = new Known(last.graph().in(world, controllers(world)), last.questions());
      lastKnown = last;
    }
    last.questions().incrementAndGet();
    return last.graph();
  }

  private record Known(RouteGraph graph, AtomicInteger questions) {}

  /// All findings of a world without texts (a cluster, a test), in order.
  public List<Finding> lint(World world, Door door) {
    RouteGraph graph = graph(world);
    Checks checks =
        new Checks(selection.selected(door), selection, world, graph, new Isolation(failures));
    List<Finding> found = parallel.map(world.resources(), checks::resource);
    return counted(found);
  }

  private RouteGraph graph(World world) {
    Config.ControllerConfig controller = selection.config().controller();
    return RouteGraph.of(
        world, controllers(world), new NginxOptions(controller.version(), controller.namespaces()));
  }

  private Controllers controllers(World world) {
    Config.ControllerConfig controller = selection.config().controller();
    return new Controllers(world, controller.classes(), controller.fallback());
  }

  private List<Finding> counted(List<Finding> found) {
    return configured(Supersession.apply(withoutPatched(found, new ArrayList<>())));
  }

  private List<Finding> configured(List<Finding> found) {
    List<Finding> sorted =
        found.stream()
            .flatMap(finding -> selection.configured(finding).stream())
            .sorted(FindingOrder.ORDER)
            .toList();
    // Compared by the order, not by equality: that would hash the whole object of every finding.
    List<Finding> different = new ArrayList<>(sorted.size());
    for (Finding finding : sorted) {
      if (different.isEmpty() || !isSame(different.getLast(), finding)) {
        different.add(finding);
      }
    }
    return different;
  }

  private static boolean isSame(Finding one, Finding other) {
    return FindingOrder.ORDER.compare(one, other) == 0
        && one.resource().orElse(null) == other.resource().orElse(null);
  }

  /// What an unrendered layer may change is not accused: it could not be checked.
  private static List<Finding> withoutPatched(List<Finding> found, List<Unresolved> unresolved) {
    List<Finding> sure = new ArrayList<>(found.size());
    for (Finding finding : found) {
      Optional<Resource> patched = patched(finding);
      if (patched.isEmpty()) {
        sure.add(finding);
      } else {
        unresolved.add(
            new Unresolved(
                patched.get().quoted()
                    + " is changed by "
                    + patched.get().meta().patchedBy().orElse("a layer")
                    + ", so "
                    + finding.rule().id()
                    + " could not be checked",
                patched.get(),
                finding.place()));
      }
    }
    return sure;
  }

  private static Optional<Resource> patched(Finding finding) {
    if (finding.rule().family() == RuleFamily.MANIFEST) {
      return Optional.empty();
    }
    List<Resource> involved = new ArrayList<>(finding.resource().stream().toList());
    finding.related().stream().map(Related::resource).forEach(involved::add);
    return involved.stream().filter(one -> one.meta().patchedBy().isPresent()).findFirst();
  }

  private static List<Document> documents(Intake intake) {
    Set<Document> seen = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    List<Document> documents = new ArrayList<>();
    for (ManifestDocument manifest : intake.manifests()) {
      if (seen.add(manifest.document())) {
        documents.add(manifest.document());
      }
    }
    for (Document broken : intake.broken()) {
      if (seen.add(broken)) {
        documents.add(broken);
      }
    }
    return documents;
  }

  /// The identities of several objects.
  static Set<ObjectRef> refs(List<Resource> resources) {
    Set<ObjectRef> refs = new HashSet<>();
    resources.forEach(resource -> refs.add(resource.ref()));
    return refs;
  }
}
