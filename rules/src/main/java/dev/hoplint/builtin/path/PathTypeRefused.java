package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.ControllerVersion;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
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

/// An Exact or Prefix path has characters that strict path validation refuses.
///
/// The webhook checks `^/[[:alnum:]._\-/]*$` (internal/ingress/inspector/ingress.go,
/// `ValidatePathType`), by default since 1.12.0; the dot came with 1.12.6 and 1.13.2. Objects that
/// exist are not checked again.
public final class PathTypeRefused implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "path-type-refused",
              Severity.WARNING,
              Certainty.LIKELY,
              "An Exact or Prefix path has characters that ingress-nginx refuses")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    NginxModel nginx = context.graph().nginx();
    if (!nginx.accepts(ingress)) {
      return List.of();
    }
    ControllerSettings settings = nginx.settings(ingress);
    if (!settings.bool("strict-validate-path-type")) {
      return List.of();
    }
    boolean dots = takesDots(nginx.version(ingress));
    List<Finding> findings = new ArrayList<>();
    for (Ingress.Rule rule : ingress.rules()) {
      for (Ingress.Path path : rule.paths()) {
        String text = path.path().or("");
        int refused = refused(text, dots);
        if (refused >= 0
            && !path.pathType().is("ImplementationSpecific")
            && !path.pathType().isUnknown()) {
          findings.add(finding(ingress, path, text.substring(refused, refused + 1), context));
        }
      }
    }
    return findings;
  }

  private static boolean takesDots(ControllerVersion version) {
    return version.isAtLeast(1, 13, 0) ? version.isAtLeast(1, 13, 2) : version.isAtLeast(1, 12, 6);
  }

  /// The index of the first character that is refused; -1 for none.
  private static int refused(String text, boolean dots) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      boolean letter =
          (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
      if (!letter && "/-_".indexOf(one) < 0 && (one != '.' || !dots)) {
        return i;
      }
    }
    return -1;
  }

  private static Finding finding(
      Ingress ingress, Ingress.Path path, String character, RuleContext context) {
    String type = path.pathType().or("");
    return Finding.in(
            ingress,
            META,
            Hosts.place(path),
            (type.isEmpty() ? "Path" : type + " path")
                + " \""
                + path.path().or("")
                + "\" has \""
                + character
                + "\", which ingress-nginx takes only in paths of type ImplementationSpecific")
        .symptom(
            Symptom.effect("the webhook of ingress-nginx", "refused at admission")
                .assuming(context.graph().controller(ingress).assumed()))
        .help("write pathType: ImplementationSpecific");
  }
}
