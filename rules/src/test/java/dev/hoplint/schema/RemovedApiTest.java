package dev.hoplint.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of removed API versions.
class RemovedApiTest {
  @ParameterizedTest
  @CsvSource({
    "extensions/v1beta1, Ingress, 1.22, networking.k8s.io/v1",
    "networking.k8s.io/v1beta1, Ingress, 1.22, networking.k8s.io/v1",
    "policy/v1beta1, PodDisruptionBudget, 1.25, policy/v1",
    "autoscaling/v2beta1, HorizontalPodAutoscaler, 1.25, autoscaling/v2",
    "autoscaling/v2beta2, HorizontalPodAutoscaler, 1.26, autoscaling/v2",
    "batch/v1beta1, CronJob, 1.25, batch/v1",
    "discovery.k8s.io/v1beta1, EndpointSlice, 1.25, discovery.k8s.io/v1",
    "apps/v1beta2, DaemonSet, 1.16, apps/v1",
    "extensions/v1beta1, NetworkPolicy, 1.16, networking.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, 1.32, flowcontrol.apiserver.k8s.io/v1",
    "storage.k8s.io/v1beta1, CSIStorageCapacity, 1.27, storage.k8s.io/v1",
    "policy/v1beta1, PodSecurityPolicy, 1.25,",
  })
  void removedSince(String apiVersion, String kind, String release, String successor) {
    RemovedApi found =
        RemovedApi.find(apiVersion, kind, SchemaValidator.KUBERNETES_VERSION).orElseThrow();
    assertThat(found.removedIn()).isEqualTo(release);
    assertThat(found.successor().orElse(null)).isEqualTo(successor);
    assertThat(RemovedApi.find(apiVersion, kind, release)).isPresent();
    assertThat(RemovedApi.find(apiVersion, kind, release + ".3")).isPresent();
  }

  @Test
  void servedVersionsAreNotInIt() {
    assertThat(RemovedApi.find("networking.k8s.io/v1beta1", "Ingress", "1.21")).isEmpty();
    assertThat(RemovedApi.find("networking.k8s.io/v1", "Ingress", "1.37")).isEmpty();
    assertThat(RemovedApi.find("apps/v1", "Deployment", "1.37")).isEmpty();
    assertThat(RemovedApi.find("example.com/v1beta1", "Ingress", "1.37")).isEmpty();
  }

  @Test
  void successorsAreNotRemovedThemselves() {
    assertThat(RemovedApi.find("extensions/v1beta1", "Ingress", "1.37"))
        .flatMap(RemovedApi::successor)
        .hasValueSatisfying(
            apiVersion -> assertThat(SchemaValidator.knows(apiVersion, "Ingress")).isTrue());
  }
}
