package dev.hoplint.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.dialect.Controller;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import org.junit.jupiter.api.Test;

class ControllerSettingsTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: shop}
      """;

  private static NginxModel model(World world, String version) {
    NginxOptions options = new NginxOptions(version, NginxOptions.DEFAULT.namespaces());
    return new NginxModel(world, options, _ -> Controller.UNKNOWN);
  }

  private static ControllerSettings settings(String yaml) {
    World world = Worlds.open(INGRESS + yaml);
    return model(world, "1.15").settings(world.all(Ingress.class).getFirst());
  }

  @Test
  void defaultsAreAssumedWhereNothingIsSeen() {
    ControllerSettings settings = settings("");

    assertThat(settings.isSeen()).isFalse();
    assertThat(settings.get("proxy-body-size").value()).isEqualTo("1m");
    assertThat(settings.get("proxy-body-size").isKnown()).isFalse();
  }

  @Test
  void theConfigMapOverridesDefaults() {
    ControllerSettings settings =
        settings(
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
            data:
              proxy-body-size: 50m
              proxy-read-timeout: 90s
            """);

    assertThat(settings.get("proxy-body-size").value()).isEqualTo("50m");
    assertThat(settings.get("proxy-body-size").isWritten()).isTrue();
    assertThat(settings.number("proxy-read-timeout")).isEqualTo(60);
    assertThat(settings.get("ssl-redirect").isKnown()).isTrue();
    assertThat(settings.bool("ssl-redirect")).isTrue();
    assertThat(settings.flag("enable-ssl-passthrough").isKnown()).isFalse();
  }

  @Test
  void otherConfigMapsBesideItAreLeftAlone() {
    ControllerSettings settings =
        settings(
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: ingress-nginx-tcp
              namespace: ingress-nginx
              labels: {app.kubernetes.io/name: ingress-nginx}
            data: {"5432": db/postgres:5432}
            """);

    assertThat(settings.isSeen()).isFalse();
  }

  @Test
  void twoControllersThatDifferLeaveASettingUnknown() {
    ControllerSettings settings =
        settings(
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ingress-nginx-controller, namespace: public}
            data: {proxy-body-size: 50m, ssl-redirect: "false"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ingress-nginx-controller, namespace: internal}
            data: {proxy-body-size: 10m, ssl-redirect: "false"}
            """);

    assertThat(settings.get("proxy-body-size").isKnown()).isFalse();
    assertThat(settings.get("ssl-redirect").isKnown()).isTrue();
    assertThat(settings.get("use-http2").isKnown()).isTrue();
  }

  @Test
  void flagsAndVersionComeFromTheControllerBesideTheIngress() {
    String controller =
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
        spec:
          template:
            spec:
              containers:
                - name: controller
                  image: registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:abc
                  args: [/nginx-ingress-controller, --enable-ssl-passthrough]
        """;
    World world = Worlds.open(INGRESS + controller);
    Ingress ingress = world.all(Ingress.class).getFirst();

    assertThat(model(world, "1.15").settings(ingress).flag("enable-ssl-passthrough").value())
        .isEqualTo("true");
    assertThat(model(world, "1.15").version(ingress)).hasToString("1.11.2");
    assertThat(model(world, "1.14").version(ingress)).hasToString("1.14");
    assertThat(settings(controller).get("annotations-risk-level").value()).isEqualTo("Critical");
  }

  @Test
  void theValuesOfAFluxReleaseCount() {
    ControllerSettings settings =
        settings(
            """
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: ingress, namespace: ingress-nginx}
            spec:
              chart: {spec: {chart: ingress-nginx}}
              values:
                controller:
                  allowSnippetAnnotations: true
                  config: {proxy-body-size: 20m}
                  extraArgs: {enable-ssl-passthrough: ""}
            """);

    assertThat(settings.bool("allow-snippet-annotations")).isTrue();
    assertThat(settings.get("proxy-body-size").value()).isEqualTo("20m");
    assertThat(settings.flag("enable-ssl-passthrough").value()).isEqualTo("true");
    assertThat(settings.flag("default-backend-service").isKnown()).isTrue();
  }

  @Test
  void versionsDiffer() {
    World world = Worlds.open(INGRESS);
    Ingress ingress = world.all(Ingress.class).getFirst();

    assertThat(model(world, "1.8").settings(ingress).bool("allow-snippet-annotations")).isTrue();
    assertThat(model(world, "1.9").settings(ingress).bool("allow-snippet-annotations")).isFalse();
    assertThat(model(world, "1.13.1").settings(ingress).get("proxy-busy-buffers-size").value())
        .isEqualTo("8k");
    assertThat(model(world, "nonsense").version(ingress)).isEqualTo(ControllerVersion.LATEST);
  }
}
