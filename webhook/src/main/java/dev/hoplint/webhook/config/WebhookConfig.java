package dev.hoplint.webhook.config;

import dev.hoplint.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The webhook's configuration, defaults applied. Immutable; a reload makes another one.
///
/// @param mode what holds for namespaces that no entry of `namespaces` matches
/// @param namespaces the first entry that matches counts
/// @param engine presets, rules, options and controllers, as the engine takes them
/// @param mayAllow whether `hoplint.dev/allow.*` annotations on objects suppress findings
/// @param warnExisting whether an update is told what was wrong before it, too
/// @param discloseNames whether warnings may name objects of other namespaces
public record WebhookConfig(
    Listen listen,
    Mode mode,
    List<NamespaceMode> namespaces,
    Config engine,
    List<ExceptionEntry> exceptions,
    boolean mayAllow,
    boolean warnExisting,
    boolean discloseNames,
    Tls tls,
    Limits limits,
    Scan scan,
    Watch watch,
    Drain drain) {
  public static final WebhookConfig DEFAULT =
      new WebhookConfig(
          new Listen(8443, 8080),
          Mode.WARN,
          List.of(),
          Config.DEFAULT,
          List.of(),
          false,
          false,
          false,
          new Tls(
              Tls.Source.SELF,
              SelfManaged.DEFAULT,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false),
          new Limits(9, Duration.ofMillis(500), 64, 600),
          new Scan(Duration.ofMinutes(5), Reports.NONE, false),
          new Watch(false, false, false, false, false),
          new Drain(Duration.ofSeconds(15), Duration.ofSeconds(15)));

  public WebhookConfig {
    namespaces = List.copyOf(namespaces);
    exceptions = List.copyOf(exceptions);
  }

  /// What happens to what is found.
  public enum Mode {
    OFF,
    WARN,
    ENFORCE_LOCAL,
    ENFORCE_LIVE
  }

  /// @param port TLS, admission reviews; 0 takes a free one
  /// @param healthPort plain, health and metrics; 0 takes a free one
  public record Listen(int port, int healthPort) {}

  /// @param match globs of namespace names
  public record NamespaceMode(List<String> match, Mode mode) {
    public NamespaceMode {
      match = List.copyOf(match);
    }
  }

  /// @param rule a rule id or glob
  /// @param object `Kind/namespace/name` with `*`
  /// @param until the last day on which it counts
  public record ExceptionEntry(
      String rule, String object, String reason, Optional<LocalDate> until) {}

  /// @param clientCa the authority of allowed client certificates; empty asks for none
  /// @param allowTls12 whether TLS 1.2 is spoken beside 1.3
  public record Tls(
      Source source,
      SelfManaged self,
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<ClientAuthority> clientCa,
      boolean allowTls12) {
    /// Where key and certificate come from.
    public enum Source {
      SELF,
      FILES
    }
  }

  /// The names in the cluster that self-managed certificates are about.
  ///
  /// @param namespace where the webhook runs; empty for that of the pod's service account
  /// @param service the Service that the API server calls
  /// @param secret holds the authority
  /// @param configuration the ValidatingWebhookConfiguration whose bundle is kept
  public record SelfManaged(
      Optional<String> namespace, String service, String secret, String configuration) {
    public static final SelfManaged DEFAULT =
        new SelfManaged(
            Optional.empty(), "hoplint-webhook", "hoplint-webhook-ca", "hoplint-webhook");
  }

  /// @param names common names or DNS names of which a client certificate must have one; empty for
  ///   any
  public record ClientAuthority(Path certificate, List<String> names) {
    public ClientAuthority {
      names = List.copyOf(names);
    }
  }

  /// @param bodyMebibytes the largest request
  /// @param evaluation how long the rules may take for one review
  /// @param inFlightMebibytes bodies in memory at one time
  /// @param connections connections at one time; above it, the least useful ones are closed
  public record Limits(
      int bodyMebibytes, Duration evaluation, int inFlightMebibytes, int connections) {}

  /// Which reports the background scan writes.
  public enum Reports {
    NONE,
    POLICY_REPORTS,
    OPEN_REPORTS
  }

  public record Scan(Duration interval, Reports reports, boolean events) {}

  /// Kinds that are watched beside the standard ones.
  public record Watch(
      boolean endpointSlices,
      boolean networkPolicies,
      boolean disruptionBudgets,
      boolean autoscalers,
      boolean gatewayApi) {}

  /// How the end is met.
  ///
  /// @param delay how long requests are still accepted after a SIGTERM, because they still come
  /// @param stop how long requests in flight may then take
  public record Drain(Duration delay, Duration stop) {}
}
