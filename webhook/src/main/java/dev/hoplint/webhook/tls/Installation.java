package dev.hoplint.webhook.tls;

import java.util.List;

/// By which names the webhook is installed.
///
/// @param namespace where it runs
/// @param service through which the API server calls it
/// @param secret where replicas keep their authority
/// @param configurations the ValidatingWebhookConfigurations that call it
public record Installation(
    String namespace, String service, String secret, List<String> configurations) {
  public Installation {
    configurations = List.copyOf(configurations);
  }

  /// The DNS names of the Service, the one that API servers check first.
  public List<String> hosts() {
    String full = service + "." + namespace + ".svc";
    return List.of(full, service, service + "." + namespace, full + ".cluster.local");
  }
}
