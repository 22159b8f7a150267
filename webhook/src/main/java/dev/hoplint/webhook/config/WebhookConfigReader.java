package dev.hoplint.webhook.config;

import static java.util.Comparator.comparingInt;

import dev.hoplint.config.Config;
import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.config.ConfigReader;
import dev.hoplint.config.ConfigSection;
import dev.hoplint.config.ConfigText;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.WebhookConfig.ClientAuthority;
import dev.hoplint.webhook.config.WebhookConfig.Drain;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import dev.hoplint.webhook.config.WebhookConfig.Limits;
import dev.hoplint.webhook.config.WebhookConfig.Listen;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import dev.hoplint.webhook.config.WebhookConfig.Reports;
import dev.hoplint.webhook.config.WebhookConfig.Scan;
import dev.hoplint.webhook.config.WebhookConfig.SelfManaged;
import dev.hoplint.webhook.config.WebhookConfig.Tls;
import dev.hoplint.webhook.config.WebhookConfig.Watch;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the webhook's configuration file. Never throws: what is wrong becomes a problem with its
/// place.
public final class WebhookConfigReader {
  private static final List<String> MODES = List.of("off", "warn", "enforce-local", "enforce-live");
  private static final List<String> REPORTS = List.of("none", "policyreports", "openreports");
  private static final Duration DAY = Duration.ofDays(1);

  private final SourceText source;
  private final Vocabulary known;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private WebhookConfigReader(SourceText source, Vocabulary known) {
    this.source = source;
    this.known = known;
  }

  /// @param config what could be read; to be used only without problems
  public record Read(WebhookConfig config, List<ConfigProblem> problems) {
    public Read {
      problems = problems.stream().sorted(comparingInt(one -> one.span().start())).toList();
    }
  }

  /// Reads a file; an empty one is the default configuration.
  public static Read read(SourceText source, Vocabulary known) {
    WebhookConfigReader reader = new WebhookConfigReader(source, known);
    WebhookConfig config = reader.config(ConfigReader.open(source, reader.problems));
    return new Read(config, reader.problems);
  }

  private WebhookConfig config(ConfigSection root) {
    root.knows(
        "version",
        "extends",
        "listen",
        "mode",
        "namespaces",
        "rules",
        "exceptions",
        "annotations",
        "controllers",
        "warnExisting",
        "discloseNames",
        "tls",
        "limits",
        "scan",
        "watch",
        "drain");
    WebhookConfig plain = WebhookConfig.DEFAULT;
    Config engine = ConfigReader.shared(root, source, known, problems);
    return new WebhookConfig(
        root.section("listen").map(this::listen).orElse(plain.listen()),
        mode(root).orElse(plain.mode()),
        root.sections("namespaces").stream().map(this::namespaces).toList(),
        engine,
        exceptions(root),
        root.section("annotations")
            .map(one -> truth(one.knows("mayAllow"), "mayAllow", plain.mayAllow()))
            .orElse(plain.mayAllow()),
        truth(root, "warnExisting", plain.warnExisting()),
        truth(root, "discloseNames", plain.discloseNames()),
        root.section("tls").map(this::tls).orElse(plain.tls()),
        root.section("limits").map(this::limits).orElse(plain.limits()),
        root.section("scan").map(this::scan).orElse(plain.scan()),
        root.section("watch").map(this::watch).orElse(plain.watch()),
        root.section("drain").map(this::drain).orElse(plain.drain()));
  }

  private Listen listen(ConfigSection section) {
    section.knows("port", "healthPort");
    Listen plain = WebhookConfig.DEFAULT.listen();
    Listen listen =
        new Listen(
            number(section, "port", 0, 65_535, plain.port()),
            number(section, "healthPort", 0, 65_535, plain.healthPort()));
    if (listen.port() == listen.healthPort() && listen.port() != 0) {
      problems.add(
          new ConfigProblem(
              source, section.span(), "\"port\" and \"healthPort\" are both " + listen.port()));
    }
    return listen;
  }

  private Optional<Mode> mode(ConfigSection section) {
    return section
        .word("mode", MODES)
        .map(
            word ->
                switch (word) {
                  case "off" -> Mode.OFF;
                  case "enforce-local" -> Mode.ENFORCE_LOCAL;
                  case "enforce-live" -> Mode.ENFORCE_LIVE;
                  default -> Mode.WARN;
                });
  }

  private NamespaceMode namespaces(ConfigSection section) {
    section.knows("match", "mode").needs("match", "mode");
    List<String> globs = new ArrayList<>();
    for (ConfigText text : section.texts("match")) {
      if (text.value().isEmpty() || !text.value().chars().allMatch(WebhookConfigReader::inGlob)) {
        text.refuse("\"" + text.value() + "\" matches no namespace");
      }
      globs.add(text.value());
    }
    return new NamespaceMode(globs, mode(section).orElse(Mode.WARN));
  }

  private static boolean inGlob(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '*';
  }

  private List<ExceptionEntry> exceptions(ConfigSection root) {
    return ConfigReader.accepted(root, "exceptions", source, known, problems).stream()
        .map(
            one ->
                new ExceptionEntry(
                    one.rule(), one.object().orElse("*/*/*"), one.reason(), one.until()))
        .toList();
  }

  private Tls tls(ConfigSection section) {
    section.knows("source", "self", "files", "clientCa", "minVersion");
    Tls plain = WebhookConfig.DEFAULT.tls();
    boolean files = section.word("source", List.of("self", "files")).orElse("self").equals("files");
    Optional<ConfigSection> paths = section.section("files");
    paths.ifPresent(one -> one.knows("cert", "key").needs("cert", "key"));
    if (files && paths.isEmpty()) {
      section.needs("files");
    }
    return new Tls(
        files ? Tls.Source.FILES : Tls.Source.SELF,
        section.section("self").map(WebhookConfigReader::self).orElse(plain.self()),
        paths.flatMap(one -> path(one, "cert")),
        paths.flatMap(one -> path(one, "key")),
        section.section("clientCa").flatMap(WebhookConfigReader::clients),
        section.word("minVersion", List.of("1.2", "1.3")).orElse("1.3").equals("1.2"));
  }

  private static SelfManaged self(ConfigSection section) {
    section.knows("namespace", "service", "secret", "configuration");
    SelfManaged plain = SelfManaged.DEFAULT;
    return new SelfManaged(
        section.text("namespace").map(ConfigText::value),
        section.text("service").map(ConfigText::value).orElse(plain.service()),
        section.text("secret").map(ConfigText::value).orElse(plain.secret()),
        section.text("configuration").map(ConfigText::value).orElse(plain.configuration()));
  }

  private static Optional<ClientAuthority> clients(ConfigSection section) {
    section.knows("cert", "names").needs("cert");
    List<String> names = section.texts("names").stream().map(ConfigText::value).toList();
    return path(section, "cert").map(path -> new ClientAuthority(path, names));
  }

  private static Optional<Path> path(ConfigSection section, String key) {
    return section
        .text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(Path.of(text.value()));
              } catch (InvalidPathException _) {
                text.refuse("\"" + text.value() + "\" cannot be the path of a file");
                return Optional.empty();
              }
            });
  }

  private Limits limits(ConfigSection section) {
    section.knows("bodyMebibytes", "evaluationMillis", "inFlightMebibytes", "connections");
    Limits plain = WebhookConfig.DEFAULT.limits();
    int body = number(section, "bodyMebibytes", 1, 64, plain.bodyMebibytes());
    int millis =
        number(section, "evaluationMillis", 10, 10_000, (int) plain.evaluation().toMillis());
    int inFlight = number(section, "inFlightMebibytes", 1, 4_096, plain.inFlightMebibytes());
    if (inFlight < body) {
      problems.add(
          new ConfigProblem(
              source,
              section.span(),
              "\"inFlightMebibytes\" is "
                  + inFlight
                  + ", less than one body of "
                  + body
                  + " (\"bodyMebibytes\")"));
    }
    return new Limits(
        body,
        Duration.ofMillis(millis),
        inFlight,
        number(section, "connections", 10, 100_000, plain.connections()));
  }

  private Scan scan(ConfigSection section) {
    section.knows("interval", "reports", "events");
    Scan plain = WebhookConfig.DEFAULT.scan();
    Reports reports =
        switch (section.word("reports", REPORTS).orElse("none")) {
          case "policyreports" -> Reports.POLICY_REPORTS;
          case "openreports" -> Reports.OPEN_REPORTS;
          default -> Reports.NONE;
        };
    return new Scan(
        duration(section, "interval", Duration.ofSeconds(10), plain.interval()),
        reports,
        truth(section, "events", plain.events()));
  }

  private Watch watch(ConfigSection section) {
    section.knows(
        "endpointSlices", "networkPolicies", "disruptionBudgets", "autoscalers", "gatewayApi");
    return new Watch(
        truth(section, "endpointSlices", false),
        truth(section, "networkPolicies", false),
        truth(section, "disruptionBudgets", false),
        truth(section, "autoscalers", false),
        truth(section, "gatewayApi", false));
  }

  private Drain drain(ConfigSection section) {
    section.knows("delay", "stop");
    Drain plain = WebhookConfig.DEFAULT.drain();
    return new Drain(
        duration(section, "delay", Duration.ZERO, plain.delay()),
        duration(section, "stop", Duration.ofMillis(1), plain.stop()));
  }

  private static boolean truth(ConfigSection section, String key, boolean otherwise) {
    return section
        .word(key, List.of("true", "false"))
        .map(word -> word.equals("true"))
        .orElse(otherwise);
  }

  private static int number(ConfigSection section, String key, int least, int most, int otherwise) {
    Optional<ConfigText> text = section.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get().value());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number out of range.
    }
    text.get()
        .refuse(
            "\""
                + key
                + "\" is a number from "
                + least
                + " to "
                + most
                + ", not \""
                + text.get().value()
                + "\"");
    return otherwise;
  }

  private static Duration duration(
      ConfigSection section, String key, Duration least, Duration otherwise) {
    Optional<ConfigText> text = section.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<Duration> duration = Durations.parse(text.get().value());
    if (duration.isEmpty()
        || duration.get().compareTo(least) < 0
        || duration.get().compareTo(DAY) > 0) {
      text.get()
          .refuse(
              "\""
                  + key
                  + "\" is a time like \"30s\" or \"5m\", from "
                  + Durations.text(least)
                  + " to 24h, not \""
                  + text.get().value()
                  + "\"");
      return otherwise;
    }
    return duration.get();
  }
}
