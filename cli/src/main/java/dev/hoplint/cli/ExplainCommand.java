package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `hoplint explain RULE|STATUS`: a rule's page, or what a status code means.
final class ExplainCommand {
  private static final String PAGES = "/dev/hoplint/docs/";

  private ExplainCommand() {}

  static int run(List<String> arguments, Shell shell) {
    Optional<Arguments.Parsed> parsed =
        new Arguments(
                "explain",
                "RULE|STATUS",
                "What a rule finds, why it breaks and how to repair it; or what a status code"
                    + " means,",
                "which hop says it and which rules cover it.")
            .operand("RULE|STATUS", "a rule id, or 404, 413, 502, 503, 504, 30x")
            .value("WHEN", "auto (default), always, never", "--color")
            .parse(arguments, shell);
    if (parsed.isEmpty()) {
      return ExitCode.OK;
    }
    String topic = parsed.get().operand();
    MarkdownText markdown =
        new MarkdownText(
            Colors.wanted(Colors.option(parsed.get().value("--color").orElse("auto")), shell));
    Output.print(shell, markdown.render(page(topic)));
    return ExitCode.OK;
  }

  private static String page(String topic) {
    Optional<String> status = StatusPage.of(topic);
    if (status.isPresent()) {
      return status.get();
    }
    boolean known = BuiltInRules.all().stream().anyMatch(rule -> rule.meta().id().equals(topic));
    if (!known) {
      throw unknown(topic);
    }
    try (InputStream page = ExplainCommand.class.getResourceAsStream(PAGES + topic + ".md")) {
      if (page == null) {
        throw new IllegalStateException("the page of " + topic + " is missing");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WrongUsage unknown(String topic) {
    List<String> topics = new ArrayList<>(Configuration.ruleIds());
    topics.addAll(StatusPage.topics());
    String meant =
        NearestName.of(topic, topics).map(near -> "did you mean \"" + near + "\"? ").orElse("");
    return new WrongUsage(
        "\"" + topic + "\" is neither a rule nor a status code that is explained",
        meant
            + "\"hoplint rules\" lists the rules; status codes: "
            + String.join(", ", StatusPage.topics()));
  }
}
