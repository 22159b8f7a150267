package dev.hoplint.webhook.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KubeCall;
import dev.hoplint.webhook.deploy.Rendered.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cluster rights, line by line: a right that is not here is not given.
class RbacTest {
  private static final String READ = "verbs=[get, list, watch]}";

  /// The role of a kind whose name ends so: empty for what every installation has.
  static Manifest role(Rendered manifests, String kind, String end) {
    String name = manifests.the("ServiceAccount").name() + end;
    return manifests.of(kind).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rules(Manifest role) {
    return role.maps("rules").stream().map(Object::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "minimal", "base", "overlay"})
  void anInstallationReadsTheWatchedKinds(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    assertThat(rules(role(manifests, "ClusterRole", "")))
        .containsExactly(
            "{apiGroups=[], resources=[services, namespaces], " + READ,
            "{apiGroups=[apps], resources=[deployments, statefulsets, daemonsets], " + READ,
            "{apiGroups=[networking.k8s.io], resources=[ingresses, ingressclasses], " + READ,
            "{apiGroups=[admissionregistration.k8s.io], resourceNames=[hoplint-webhook],"
                + " resources=[validatingwebhookconfigurations], verbs=[get, patch]}");
    assertThat(rules(role(manifests, "Role", "")))
        .containsExactly(
            "{apiGroups=[], resourceNames=[hoplint-webhook-ca], resources=[secrets],"
                + " verbs=[get, patch]}");
    assertThat(manifests.of("ClusterRole")).hasSize(1);
    assertThat(manifests.of("Role")).hasSize(1);
  }

  @Test
  void whatIsSwitchedOnIsAllowed() {
    Rendered manifests = Rendered.rendering("everything");
    assertThat(rules(role(manifests, "ClusterRole", "")))
        .containsExactly(
            "{apiGroups=[], resources=[services, namespaces], " + READ,
            "{apiGroups=[apps], resources=[deployments, statefulsets, daemonsets], " + READ,
            "{apiGroups=[networking.k8s.io], resources=[ingresses, ingressclasses,"
                + " networkpolicies], "
                + READ,
            "{apiGroups=[discovery.k8s.io], resources=[endpointslices], " + READ,
            "{apiGroups=[policy], resources=[poddisruptionbudgets], " + READ,
            "{apiGroups=[autoscaling], resources=[horizontalpodautoscalers], " + READ,
            "{apiGroups=[gateway.networking.k8s.io], resources=[gateways, httproutes], " + READ,
            "{apiGroups=[admissionregistration.k8s.io], resourceNames=[door],"
                + " resources=[validatingwebhookconfigurations], verbs=[get, patch]}");
    assertThat(rules(role(manifests, "ClusterRole", "-scan")))
        .containsExactly(
            "{apiGroups=[events.k8s.io], resources=[events], verbs=[create, patch]}",
            "{apiGroups=[openreports.io], resources=[reports],"
                + " verbs=[list, create, patch, delete]}");
    assertThat(rules(role(manifests, "Role", "-scan")))
        .containsExactly(
            "{apiGroups=[coordination.k8s.io], resources=[leases], verbs=[create]}",
            "{apiGroups=[coordination.k8s.io], resourceNames=[door], resources=[leases],"
                + " verbs=[get, patch]}");
  }

  @Test
  void certificateFilesNeedNoRightToWrite() {
    Rendered manifests = Rendered.rendering("cert-manager");
    assertThat(manifests.of("Role")).isEmpty();
    assertThat(rules(role(manifests, "ClusterRole", ""))).allMatch(rule -> rule.endsWith(READ));
    assertThat(rules(role(Rendered.rendering("host-network"), "ClusterRole", "-scan")))
        .containsExactly(
            "{apiGroups=[wgpolicyk8s.io], resources=[policyreports],"
                + " verbs=[list, create, patch, delete]}");
  }

  @Test
  void nothingIsGivenForPodsSecretsOrEverything() {
    for (String rendering : Rendered.RENDERINGS) {
      for (Manifest role : Rendered.rendering(rendering).of("ClusterRole")) {
        assertThat(rules(role))
            .noneMatch(rule -> rule.contains("pods") || rule.contains("secrets"))
            .noneMatch(rule -> rule.contains("configmaps") || rule.contains("*"));
      }
    }
  }

  @Test
  void rolesAreBoundToTheWebhookAlone() {
    for (String rendering : Rendered.RENDERINGS) {
      Rendered manifests = Rendered.rendering(rendering);
      String account = manifests.the("ServiceAccount").name();
      for (String kind : Set.of("ClusterRole", "Role")) {
        assertThat(manifests.of(kind + "Binding"))
            .extracting(one -> one.text("roleRef") + one.text("subjects"))
            .containsExactlyElementsOf(
                manifests.of(kind).stream()
                    .map(
                        role ->
                            "{apiGroup=rbac.authorization.k8s.io, kind=%s, name=%s}"
                                    .formatted(kind, role.name())
                                + "[{kind=ServiceAccount, name=%s, namespace=hoplint}]"
                                    .formatted(account))
                    .toList());
      }
    }
  }

  @Test
  void theRestIsRefused() {
    FakeRbac rbac = new FakeRbac(Rendered.rendering("default"));
    assertThat(rbac.test(call("watch", "networking.k8s.io", "ingresses", "", ""))).isTrue();
    assertThat(rbac.test(call("get", "", "secrets", "hoplint", "hoplint-webhook-ca"))).isTrue();
    for (KubeCall refused :
        List.of(
            call("get", "", "secrets", "shop", "hoplint-webhook-ca"),
            call("get", "", "secrets", "hoplint", "another"),
            call("list", "", "secrets", "hoplint", ""),
            call("create", "", "secrets", "hoplint", ""),
            call("list", "", "pods", "", ""),
            call("list", "", "configmaps", "hoplint", ""),
            call("update", "apps", "deployments", "shop", "web"),
            call("create", "events.k8s.io", "events", "shop", ""),
            call("create", "coordination.k8s.io", "leases", "hoplint", ""),
            call("list", "discovery.k8s.io", "endpointslices", "", ""),
            call(
                "delete",
                "admissionregistration.k8s.io",
                "validatingwebhookconfigurations",
                "",
                "hoplint-webhook"))) {
      assertThat(rbac.test(refused)).as(refused.verb() + " " + refused.resource()).isFalse();
    }
    assertThat(rbac.refused()).hasSize(11);
  }

  private static KubeCall call(
      String verb, String group, String resource, String namespace, String name) {
    return new KubeCall(
        "", "", Map.of(), Map.of(), "", verb, group, "v1", resource, "", namespace, name);
  }
}
