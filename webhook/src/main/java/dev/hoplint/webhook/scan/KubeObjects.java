package dev.hoplint.webhook.scan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Objects of one namespaced type, as plain maps. What the API server refuses comes as a
/// [KubernetesClientException].
final class KubeObjects {
  private static final long PAGE = 50;

  private final KubernetesClient client;
  private final ResourceDefinitionContext type;
  private final String apiVersion;
  private final String kind;

  KubeObjects(KubernetesClient client, String apiVersion, String kind, String plural) {
    this.client = client;
    this.apiVersion = apiVersion;
    this.kind = kind;
    int slash = apiVersion.indexOf('/');
    this.type =
        new ResourceDefinitionContext.Builder()
            .withGroup(apiVersion.substring(0, Math.max(0, slash)))
            .withVersion(apiVersion.substring(slash + 1))
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(true)
            .build();
  }

  String name() {
    return apiVersion + " " + kind;
  }

  Optional<GenericKubernetesResource> get(String namespace, String name) {
    @Nullable GenericKubernetesResource object =
        client.genericKubernetesResources(type).inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(object);
  }

  /// Goes through all objects with a label, a page at a time.
  void each(String label, String value, Consumer<GenericKubernetesResource> visitor) {
    @Nullable String next = null;
    do {
      ListOptions options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
      GenericKubernetesResourceList page =
          client
              .genericKubernetesResources(type)
              .inAnyNamespace()
              .withLabel(label, value)
              .list(options);
      page.getItems().forEach(visitor);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  /// Makes an object; false if there is one of that name.
  boolean create(String namespace, Map<String, Object> content) {
    Map<String, Object> whole = new java.util.LinkedHashMap<>(content);
    whole.put("apiVersion", apiVersion);
    whole.put("kind", kind);
    GenericKubernetesResource object =
        client.getKubernetesSerialization().convertValue(whole, GenericKubernetesResource.class);
    try {
      var _ =
          client.genericKubernetesResources(type).inNamespace(namespace).resource(object).create();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /// Changes what the merge patch names; false if there is no such object, or it is another version
  /// than the patch names.
  boolean patch(String namespace, String name, Map<String, Object> merge) {
    try {
      var _ =
          client
              .genericKubernetesResources(type)
              .inNamespace(namespace)
              .withName(name)
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  client.getKubernetesSerialization().asJson(merge));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /// Deletes an object if it is there.
  void delete(String namespace, String name) {
    var _ = client.genericKubernetesResources(type).inNamespace(namespace).withName(name).delete();
  }
}
