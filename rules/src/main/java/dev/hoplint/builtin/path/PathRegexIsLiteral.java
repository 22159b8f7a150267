package dev.hoplint.builtin.path;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A glob or a regular expression on a host without regular expressions.
///
/// ImplementationSpecific is Prefix there, and prefixes are compared as text (internal/k8s/main.go,
/// `SetDefaultNGINXPathType`; template.go, `buildLocation`).
public final class PathRegexIsLiteral implements Rule.OfIngress {
  /// What does not occur in plain paths. A lone `+`, `$`, `(` or `?` does.
  private static final Pattern SIGNS =
      Pattern.compile(
          "\\*|\\[[^\\]]+\\]|\\\\[.\\w/-]|\\([^()]*[|*?+\\[\\\\^$][^()]*\\)|\\([^()]*\\)[?+*{]"
              + "|\\.\\+|^/?\\^|[\\w)]\\$$|\\{\\d+(,\\d*)?\\}|[\\w/)]\\?$");

  private static final int SAMPLES = 4;

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PATH,
              "path-regex-is-literal",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A regular expression or \"*\" in a path of a host without regular expressions")
          .statuses(404)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL)
          .supersedes("path-shadowed", "path-type-refused");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    if (isTargetRefused(ingress, context)) {
      return findings;
    }
    for (HostedPath path : HostedPath.of(ingress, context)) {
      if (isPlain(path.text()) || !path.isBuilt()) {
        continue;
      }
      Matcher signs = SIGNS.matcher(path.text());
      if (signs.find() && path.host().always(server -> !server.isRegex())) {
        finding(path, signs, context).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /// Whether a path holds no character that every sign has one of: most paths, at little cost.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*[\\(+^${?".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// A refused rewrite-target makes no regex: then the target is the mistake.
  private static boolean isTargetRefused(Ingress ingress, RuleContext context) {
    return switch (context.graph().nginx().annotations(ingress).value("rewrite-target")) {
      case AnnotationValue.Invalid _, AnnotationValue.Unknown _ -> true;
      case AnnotationValue.Absent _, AnnotationValue.Empty _, AnnotationValue.Valid _ -> false;
    };
  }

  private static Optional<Finding> finding(HostedPath path, Matcher signs, RuleContext context) {
    // A last `$` or `?` is found together with what it follows.
    String found = signs.group();
    String sign = found.endsWith("$") || found.endsWith("?") ? found.substring(1) : found;
    Optional<String> example = example(path.text());
    if (example.isEmpty()) {
      return Optional.empty();
    }
    String uri = example.get();
    Optional<Answer> answer = Answer.of(path.host().server().lookup().find(uri));
    Optional<Upstream> own = Upstream.of(path.ingress(), path.path().backend());
    if (answer.filter(one -> !one.upstream().equals(own)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.in(
                path.ingress(),
                META,
                path.place(),
                path.words()
                    + " is compared as it is written, \""
                    + sign
                    + "\" included: nothing on the host makes it a regular expression, so "
                    + path.request(uri)
                    + " gets "
                    + answer.get().words())
            .symptom(path.symptom(answer.get(), uri, context))
            .help(
                isGlob(path.text())
                    ? "leave the \"*\" out: a prefix needs none"
                    : "set use-regex: \"true\" and pathType: ImplementationSpecific, which makes"
                        + " every path of the host a regular expression"));
  }

  /// Whether the stars are those of a glob: no other sign of a regex, and nothing that they repeat.
  private static boolean isGlob(String text) {
    return !text.contains(".*") && !SIGNS.matcher(text.replace("*", "")).find();
  }

  /// A normalised request that the author means.
  private static Optional<String> example(String text) {
    Stream<String> meant =
        isGlob(text)
            ? Stream.of(text.replace("*", "x"))
            : Pcre.parse("^" + text).regex().stream().flatMap(regex -> regex.samples(SAMPLES));
    return meant
        .map(ByteText::text)
        .filter(uri -> RequestUri.normalize(RequestUri.escape(uri)).filter(uri::equals).isPresent())
        .max(Comparator.comparing(uri -> uri.length() > 1));
  }
}
