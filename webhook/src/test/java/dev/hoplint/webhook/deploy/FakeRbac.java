package dev.hoplint.webhook.deploy;

import dev.hoplint.harness.KubeCall;
import dev.hoplint.webhook.deploy.Rendered.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The API server's authorizer for the roles of a rendering: what no rule allows is refused and
/// remembered. As in a cluster, a rule with names allows lists and watches only with a field
/// selector of one of them, and never creations.
public final class FakeRbac implements Predicate<KubeCall> {
  private final List<Grant> grants = new ArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  private record Grant(String namespace, Manifest rule) {
    boolean covers(KubeCall call) {
      String resource =
          call.subresource().isEmpty()
              ? call.resource()
              : call.resource() + "/" + call.subresource();
      return (namespace.isEmpty() || namespace.equals(call.namespace()))
          && list("apiGroups").contains(call.group())
          && list("resources").contains(resource)
          && list("verbs").contains(call.verb())
          && (rule.at("resourceNames") == null || list("resourceNames").contains(call.name()));
    }

    private List<?> list(String key) {
      return (List<?>) rule.at(key);
    }
  }

  public FakeRbac(Rendered manifests) {
    for (Manifest role : manifests.of("ClusterRole")) {
      grant("", role);
    }
    for (Manifest role : manifests.of("Role")) {
      grant(role.text("metadata.namespace"), role);
    }
  }

  private void grant(String namespace, Manifest role) {
    for (Map<String, Object> rule : role.maps("rules")) {
      grants.add(new Grant(namespace, new Manifest(rule)));
    }
  }

  @Override
  public boolean test(KubeCall call) {
    String words = words(call);
    // Everybody who is authenticated may ask which APIs there are.
    boolean allowed =
        call.resource().isEmpty() || grants.stream().anyMatch(grant -> grant.covers(call));
    (allowed ? used : refused).add(words);
    return allowed;
  }

  private static String words(KubeCall call) {
    return String.join(
            " ", call.verb(), call.resource(), call.subresource(), call.namespace(), call.name())
        .strip();
  }

  /// What was refused: verb, resource, subresource, namespace and name.
  public Set<String> refused() {
    return Collections.unmodifiableSet(refused);
  }

  public Set<String> used() {
    return Collections.unmodifiableSet(used);
  }
}
