package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Defect;
import dev.hoplint.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a status code means on the way through a cluster, as Markdown. The controllers' part comes
/// from their profiles, the rules' part from the catalogue.
enum StatusPage {
  REDIRECT(
      "30x",
      "redirects",
      List.of(301, 302, 303, 307, 308),
      """
      The controller or the application sends the client elsewhere. That is a failure when the new
      place sends it back: the browser says "too many redirects". Typical loops: TLS ends in front
      of the controller, which sees plain HTTP and redirects to HTTPS for ever; the application
      redirects to its own idea of scheme, host or path; two Ingresses redirect to each other.
      """,
      "the controller, before it chooses a backend, or the application behind it"),
  NOT_FOUND(
      "404",
      "Not Found",
      List.of(404),
      """
      Somebody answered, but nobody was responsible: no rule matches host and path, or the
      controller left a broken route out, or the application does not know the path it got (a
      rewrite cut too much or too little).
      """,
      "the controller's default backend where no route matches; else the application"),
  TOO_LARGE(
      "413",
      "Content Too Large",
      List.of(413),
      """
      The request's body is larger than a limit on the way. The request never reaches the pod.
      ingress-nginx and F5 NGINX limit bodies to 1 MiB unless an annotation or the controller's
      configuration says otherwise.
      """,
      "the controller, or a load balancer in front of it"),
  BAD_GATEWAY(
      "502",
      "Bad Gateway",
      List.of(502),
      """
      The controller chose a pod, and the connection failed: refused (nothing listens on that
      port), reset (the process ended or closed it), or something answered that is no HTTP (TLS
      spoken to a plain port, or the other way round). In rollouts: a pod that still gets requests
      has stopped listening, or one that gets them already does not listen yet.
      """,
      "the controller, after it has chosen a pod"),
  UNAVAILABLE(
      "503",
      "Service Unavailable",
      List.of(503),
      """
      There is a route, but nobody behind it: the Service is missing, lacks the port, selects no
      pod, or no selected pod is ready or names the port. Controllers built on Envoy answer 503
      also where others answer 502.
      """,
      "the controller, because it has no pod to choose"),
  TIMEOUT(
      "504",
      "Gateway Timeout",
      List.of(504),
      """
      The controller chose a pod and got no answer in time: the connection was never accepted (a
      NetworkPolicy drops it, the node is gone), or the application is slower than the limit on
      the way. Limits differ: ingress-nginx waits 60 seconds between two reads, Envoy often 15
      seconds in all.
      """,
      "the controller, after it has chosen a pod");

  private final String topic;
  private final String phrase;
  private final List<Integer> codes;
  private final String meaning;
  private final String hop;

  StatusPage(String topic, String phrase, List<Integer> codes, String meaning, String hop) {
    this.topic = topic;
    this.phrase = phrase;
    this.codes = codes;
    this.meaning = meaning;
    this.hop = hop;
  }

  static List<String> topics() {
    return Arrays.stream(values()).map(page -> page.topic).toList();
  }

  /// `503 Service Unavailable`; the bare code where it is not explained.
  static String title(String topic) {
    for (StatusPage page : values()) {
      if (page.topic.equals(topic)) {
        return topic + " " + page.phrase;
      }
    }
    return topic;
  }

  /// The page of a status code; empty for what is no code that is explained.
  static Optional<String> of(String topic) {
    for (StatusPage page : values()) {
      if (page.topic.equals(topic)
          || page.codes.stream().anyMatch(code -> code.toString().equals(topic))) {
        return Optional.of(page.text());
      }
    }
    return Optional.empty();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(topic).append(' ').append(phrase).append("\n\n").append(meaning);
    text.append("\n## Who says it\n\n")
        .append(hop.substring(0, 1).toUpperCase(java.util.Locale.ROOT));
    text.append(hop.substring(1)).append(".\n");
    controllers(text);
    text.append("\n## Rules that cover it\n\n");
    rules(text);
    return text.toString();
  }

  private void controllers(StringBuilder text) {
    List<String> lines = new ArrayList<>();
    for (Dialect dialect : Dialects.all()) {
      List<String> defects = new ArrayList<>();
      for (Defect defect : Defect.values()) {
        boolean says =
            dialect.profile().answers().containsKey(defect)
                && dialect.profile().answers().get(defect).statuses().stream()
                    .anyMatch(codes::contains);
        if (says) {
          defects.add(words(defect));
        }
      }
      if (!defects.isEmpty()) {
        lines.add("- " + dialect.id() + ": " + String.join(", ", defects));
      }
    }
    if (!lines.isEmpty()) {
      text.append('\n').append(String.join("\n", lines)).append('\n');
    }
  }

  private void rules(StringBuilder text) {
    boolean any = false;
    for (Rule rule : BuiltInRules.all()) {
      if (rule.meta().statuses().stream().anyMatch(codes::contains)) {
        any = true;
        text.append("- ").append(rule.meta().id()).append(": ");
        text.append(rule.meta().summary()).append('\n');
      }
    }
    if (!any) {
      text.append("None in this version.\n");
    }
  }

  private static String words(Defect defect) {
    return switch (defect) {
      case NO_ROUTE -> "no route matches";
      case SERVICE_MISSING -> "the Service is missing";
      case PORT_NOT_ON_SERVICE -> "the Service lacks the port";
      case NO_ENDPOINTS -> "no pod is ready";
      case REFUSED -> "the pod refuses";
      case CONNECT_TIMEOUT -> "connecting takes too long";
      case SLOW_RESPONSE -> "the answer takes too long";
      case TLS_TO_PLAINTEXT -> "TLS to a plain port";
      case BODY_TOO_LARGE -> "the body is too large";
    };
  }
}
