package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the controller's ConfigMap and flags say, as far as they are in the world; defaults
/// elsewhere (internal/ingress/controller/config/config.go `NewDefault`).
public final class ControllerSettings {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("client-body-buffer-size", "8k"),
          Map.entry("force-ssl-redirect", "false"),
          Map.entry("http-redirect-code", "308"),
          Map.entry("limit-conn-status-code", "503"),
          Map.entry("limit-req-status-code", "503"),
          Map.entry("load-balance", "round_robin"),
          Map.entry("no-tls-redirect-locations", "/.well-known/acme-challenge"),
          Map.entry("proxy-body-size", "1m"),
          Map.entry("proxy-buffer-size", "4k"),
          Map.entry("proxy-buffering", "off"),
          Map.entry("proxy-buffers-number", "4"),
          Map.entry("proxy-connect-timeout", "5"),
          Map.entry("proxy-http-version", "1.1"),
          Map.entry("proxy-max-temp-file-size", "1024m"),
          Map.entry("proxy-next-upstream", "error timeout"),
          Map.entry("proxy-next-upstream-timeout", "0"),
          Map.entry("proxy-next-upstream-tries", "3"),
          Map.entry("proxy-read-timeout", "60"),
          Map.entry("proxy-request-buffering", "on"),
          Map.entry("proxy-send-timeout", "60"),
          Map.entry("ssl-redirect", "true"),
          Map.entry("upstream-keepalive-connections", "320"),
          Map.entry("upstream-keepalive-timeout", "60"),
          Map.entry("use-http2", "true"));

  private static final Map<String, String> DEFAULT_FLAGS =
      Map.of("controller-class", "k8s.io/ingress-nginx", "ingress-class", "nginx");

  /// A setting and where it comes from.
  ///
  /// @param value empty text for "not set"
  /// @param place where it is written; empty for a default
  /// @param isKnown false where the input does not show what the controller is told, so that the
  ///   default is assumed
  public record Setting(
      String value, Optional<Resource> resource, Optional<Place> place, boolean isKnown) {
    /// How sure a finding can be that rests on it.
    public Certainty certainty() {
      return isKnown ? Certainty.CERTAIN : Certainty.LIKELY;
    }

    public boolean isWritten() {
      return place.isPresent();
    }

    public boolean is(boolean wanted) {
      return Validator.bool(value).filter(found -> found == wanted).isPresent();
    }
  }

  private final ControllerVersion version;
  private final List<ControllerSource> sources;
  private final Map<String, Setting> settings = new HashMap<>();
  private final Map<String, Setting> flags = new HashMap<>();
  private final boolean seesConfig;
  private final boolean seesFlags;

  ControllerSettings(ControllerVersion version, List<ControllerSource> sources) {
    this.version = version;
    this.sources = List.copyOf(sources);
    this.seesConfig =
        sources.stream().anyMatch(one -> one.config().isPresent())
            && sources.stream().allMatch(ControllerSource::isComplete);
    this.seesFlags =
        sources.stream().anyMatch(one -> one.flags().isPresent())
            && sources.stream().allMatch(ControllerSource::isComplete);
    for (ControllerSource source : sources) {
      source.config().ifPresent(found -> found.forEach((key, one) -> add(settings, key, one)));
      source.flags().ifPresent(found -> found.forEach((key, one) -> add(flags, key, one)));
    }
  }

  /// The version the controller runs.
  ControllerVersion version() {
    return version;
  }

  /// Two controllers that are told different things: which one serves an Ingress is not known.
  private static void add(Map<String, Setting> all, String key, Setting found) {
    Setting other = all.get(key);
    all.put(
        key,
        other == null || other.value().equals(found.value())
            ? found
            : new Setting(found.value(), Optional.empty(), Optional.empty(), false));
  }

  /// Whether the ConfigMap (or the values of its chart) is in the world.
  public boolean isSeen() {
    return seesConfig;
  }

  /// The objects that were read, for related places.
  public List<Resource> sources() {
    return sources.stream().map(ControllerSource::resource).toList();
  }

  /// A key of the ConfigMap.
  public Setting get(String key) {
    Setting written = settings.get(key);
    boolean single = sources.stream().filter(one -> one.config().isPresent()).count() == 1;
    if (written != null && (single || agree(key))) {
      return written;
    }
    return new Setting(
        fallback(key), Optional.empty(), Optional.empty(), seesConfig && written == null);
  }

  private boolean agree(String key) {
    return sources.stream()
        .flatMap(one -> one.config().stream())
        .allMatch(config -> config.containsKey(key));
  }

  /// A bool key; a value that is none counts as the default.
  public boolean bool(String key) {
    return Validator.bool(get(key).value())
        .orElseGet(() -> Validator.bool(fallback(key)).orElse(false));
  }

  /// A number key; a value that is none counts as the default
  /// (internal/ingress/controller/template/configmap.go `ReadConfig`).
  public long number(String key) {
    return Validator.integer(get(key).value())
        .orElseGet(() -> Validator.integer(fallback(key)).orElse(0L));
  }

  /// A command-line flag of the controller, without dashes; `true` for one without a value.
  public Setting flag(String name) {
    Setting written = flags.get(name);
    return written != null
        ? written
        : new Setting(
            DEFAULT_FLAGS.getOrDefault(name, ""), Optional.empty(), Optional.empty(), seesFlags);
  }

  private String fallback(String key) {
    return switch (key) {
      case "allow-snippet-annotations" -> Boolean.toString(!version.isAtLeast(1, 9, 0));
      case "annotations-risk-level" -> version.isAtLeast(1, 12, 0) ? "High" : "Critical";
      case "strict-validate-path-type" -> Boolean.toString(version.isAtLeast(1, 12, 0));
      case "allow-cross-namespace-resources" -> Boolean.toString(!version.isAtLeast(1, 12, 0));
      case "proxy-busy-buffers-size" ->
          version.isAtLeast(1, 13, 0) && !version.isAtLeast(1, 13, 2) ? "8k" : "";
      default -> DEFAULTS.getOrDefault(key, "");
    };
  }
}
