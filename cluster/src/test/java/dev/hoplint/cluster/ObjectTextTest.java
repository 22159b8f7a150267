package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

class ObjectTextTest {
  @Test
  void aServiceBecomesTheJsonOfItsManifest() {
    Service service =
        new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withPort(80)
            .withNewTargetPort("http")
            .endPort()
            .endSpec()
            .build();

    assertThat(new ObjectText().json(service))
        .isEqualTo(
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},\
            "spec":{"ports":[{"port":80,"targetPort":"http"}]}}\
            """);
  }
}
