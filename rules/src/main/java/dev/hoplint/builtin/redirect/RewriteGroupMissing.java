package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.dialect.nginx.pcre.Regex;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// A rewrite-target uses `$n`, and the path has no n-th group.
///
/// The path is the regex of nginx's `rewrite`; a group that does not exist is an empty text
/// (ngx_http_script_copy_capture_code: `n >= ncaptures`).
public final class RewriteGroupMissing implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "rewrite-group-missing",
              Severity.ERROR,
              Certainty.CERTAIN,
              "rewrite-target uses a group that the path does not have, so that every request"
                  + " becomes one URI")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL);

  /// A path and the number of its groups.
  private record Short(Subject.Path path, int groups) {}

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .flatMap(subject -> RewriteTarget.of(subject).map(target -> findings(subject, target)))
        .orElse(List.of());
  }

  private static List<Finding> findings(Subject subject, RewriteTarget target) {
    SortedSet<Integer> used = target.groups();
    if (used.isEmpty()) {
      return List.of();
    }
    List<Short> missing = new ArrayList<>();
    boolean fits = false;
    for (Subject.Path path : subject.paths()) {
      int groups = Pcre.parse(path.text()).regex().map(Regex::groups).orElse(used.last());
      if (groups < used.last()) {
        missing.add(new Short(path, groups));
      } else {
        fits = true;
      }
    }
    if (missing.isEmpty()) {
      return List.of();
    }
    return fits
        ? missing.stream().map(one -> atPath(subject, target, one)).toList()
        : List.of(atTarget(subject, target, missing));
  }

  private static Finding atPath(Subject subject, RewriteTarget target, Short one) {
    String message =
        "Path \""
            + one.path().text()
            + "\" of "
            + subject.ingress().quoted()
            + " has "
            + count(one.groups())
            + ", but rewrite-target \""
            + target.text()
            + "\" uses "
            + lost(target, one)
            + ", so "
            + consequence(target, one);
    return subject
        .effect(META, one.path().place(), message, "wrong page")
        .help(
            one.groups() == 0
                ? "give the path the groups of the others: \"" + idiom(one.path().text()) + "\""
                : "give the path the groups of the others, or use $" + one.groups() + " everywhere")
        .related("the target", subject.ingress(), target.place())
        .target(target.text());
  }

  private static Finding atTarget(Subject subject, RewriteTarget target, List<Short> missing) {
    Short first = missing.getFirst();
    String message =
        subject.quoted("rewrite-target", target.text())
            + " uses "
            + lost(target, first)
            + ", but path \""
            + first.path().text()
            + "\" has "
            + count(first.groups())
            + ", so "
            + consequence(target, first);
    String help =
        first.groups() == 0
            ? "capture the rest in the path: \"" + idiom(first.path().text()) + "\""
            : "use " + (first.groups() == 1 ? "$1" : "$1 to $" + first.groups());
    Finding finding = subject.effect(META, target.place(), message, "wrong page").help(help);
    for (Short one : missing) {
      finding = finding.related("the path", subject.ingress(), one.path().place());
    }
    return finding.target(first.path().text());
  }

  private static String lost(RewriteTarget target, Short one) {
    return "$" + target.groups().tailSet(one.groups() + 1).first();
  }

  private static String count(int groups) {
    return switch (groups) {
      case 0 -> "no group";
      case 1 -> "only one group";
      default -> "only " + groups + " groups";
    };
  }

  private static String consequence(RewriteTarget target, Short one) {
    String rest = target.without(one.groups());
    return rest.contains("$") || rest.isEmpty()
        ? lost(target, one) + " is always empty"
        : "every request becomes \"" + rest + "\"";
  }

  private static String idiom(String path) {
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return bare + "(/|$)(.*)";
  }
}
