package dev.hoplint.webhook.tls;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Secret and the configurations of a cluster. Needs `get` and `patch` on them by name, and
/// `create` of Secrets only where the Secret was not made in advance.
final class KubernetesTrust implements TrustStore {
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final Installation installation;

  KubernetesTrust(KubernetesClient client, Installation installation) {
    this.client = client;
    this.installation = installation;
  }

  @Override
  public Optional<Stored> read() {
    @Nullable Secret secret =
        asking(
            "read Secret " + secretName(),
            () ->
                client
                    .secrets()
                    .inNamespace(installation.namespace())
                    .withName(installation.secret())
                    .get());
    return Optional.ofNullable(secret)
        .map(
            one ->
                new Stored(
                    one.getMetadata().getResourceVersion(),
                    Objects.requireNonNullElse(one.getData(), Map.of())));
  }

  @Override
  public boolean create(Map<String, String> data) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(installation.namespace())
            .withName(installation.secret())
            .endMetadata()
            .withType("Opaque")
            .withData(data)
            .build();
    return unlessConflict(
        "create Secret " + secretName(),
        () -> client.secrets().inNamespace(installation.namespace()).resource(secret).create());
  }

  @Override
  public boolean replace(Stored seen, Map<String, String> data) {
    Map<String, @Nullable String> changed = new HashMap<>();
    Authorities.keys().stream()
        .filter(key -> seen.data().containsKey(key))
        .forEach(key -> changed.put(key, null));
    changed.putAll(data);
    String patch =
        client
            .getKubernetesSerialization()
            .asJson(Map.of("metadata", Map.of("resourceVersion", seen.version()), "data", changed));
    return unlessConflict(
        "change Secret " + secretName(),
        () ->
            client
                .secrets()
                .inNamespace(installation.namespace())
                .withName(installation.secret())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  @Override
  public List<Published> published() {
    List<Published> published = new ArrayList<>();
    for (String name : installation.configurations()) {
      @Nullable ValidatingWebhookConfiguration configuration =
          asking(
              "read ValidatingWebhookConfiguration \"" + name + "\"",
              () ->
                  client
                      .admissionRegistration()
                      .v1()
                      .validatingWebhookConfigurations()
                      .withName(name)
                      .get());
      if (configuration != null) {
        published.add(
            new Published(
                name,
                configuration.getMetadata().getResourceVersion(),
                configuration.getWebhooks().stream().map(KubernetesTrust::entry).toList()));
      }
    }
    return published;
  }

  /// A JSON patch whose tests fail when the configuration is no longer the one that was seen.
  @Override
  public boolean publish(Published seen, String bundle) {
    List<Map<String, String>> operations = new ArrayList<>();
    operations.add(operation("test", "/metadata/resourceVersion", seen.version()));
    for (int i = 0; i < seen.entries().size(); i++) {
      if (!seen.entries().get(i).bundle().equals(bundle)) {
        operations.add(operation("add", "/webhooks/" + i + "/clientConfig/caBundle", bundle));
      }
    }
    return unlessConflict(
        "change ValidatingWebhookConfiguration \"" + seen.name() + "\"",
        () ->
            client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(seen.name())
                .patch(
                    PatchContext.of(PatchType.JSON),
                    client.getKubernetesSerialization().asJson(operations)));
  }

  @Override
  public List<String> configurations() {
    return installation.configurations();
  }

  private static Entry entry(ValidatingWebhook webhook) {
    return new Entry(
        webhook.getName(), Objects.requireNonNullElse(webhook.getClientConfig().getCaBundle(), ""));
  }

  private static Map<String, String> operation(String name, String path, String value) {
    return Map.of("op", name, "path", path, "value", value);
  }

  private String secretName() {
    return "\"" + installation.namespace() + "/" + installation.secret() + "\"";
  }

  private static boolean unlessConflict(String what, Supplier<?> write) {
    try {
      var _ = write.get();
      return true;
    } catch (KubernetesClientException e) {
      // 409: exists, or another version; 422: a test of the patch failed.
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == UNPROCESSABLE) {
        return false;
      }
      throw unavailable(what, e);
    }
  }

  private static <T> @Nullable T asking(String what, Supplier<@Nullable T> read) {
    try {
      return read.get();
    } catch (KubernetesClientException e) {
      throw unavailable(what, e);
    }
  }

  private static TrustUnavailable unavailable(String what, KubernetesClientException e) {
    String why = e.getCode() <= 0 ? "the API server cannot be reached" : "HTTP " + e.getCode();
    return new TrustUnavailable("cannot " + what + ": " + why, e);
  }
}
