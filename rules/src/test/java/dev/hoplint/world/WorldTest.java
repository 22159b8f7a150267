package dev.hoplint.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.testing.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final String SERVICES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web, tier: front}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: ledger, namespace: payments}
      spec: {ports: [{port: 80}]}
      """;

  private static Resolved<Service> find(World world, String namespace, String name) {
    Resource from = world.resources().getFirst();
    return world.find(from, Service.class, "Service", namespace, name);
  }

  @Test
  void anAbsentObjectIsMissingOnlyWhereTheInputShowsItsKind() {
    World world = Worlds.open(SERVICES);
    assertThat(find(world, "shop", "wbe")).isInstanceOf(Resolved.Missing.class);
    assertThat(find(world, "elsewhere", "web")).isInstanceOf(Resolved.Unknown.class);
    assertThat(find(Worlds.closed(SERVICES), "elsewhere", "web"))
        .isInstanceOf(Resolved.Missing.class);
  }

  @Test
  void nearMissesAreTheNearestNameAndOtherNamespaces() {
    World world = Worlds.open(SERVICES);
    assertThat(near(find(world, "shop", "wbe"))).containsExactly("the nearest name is \"web\"");
    assertThat(near(find(world, "shop", "ledger")))
        .containsExactly("namespace \"payments\" has a Service \"ledger\"");
  }

  private static List<String> near(Resolved<?> resolved) {
    assertThat(resolved).isInstanceOf(Resolved.Missing.class);
    return ((Resolved.Missing<?>) resolved).near().stream().map(NearMiss::text).toList();
  }

  @Test
  void aSelectorThatMatchesNothingNamesTheDifferingLabel() {
    World world =
        Worlds.open(
            SERVICES
                + """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: web, tier: frontend}}
                    spec: {containers: [{name: app}]}
                """);
    Service web = world.all(Service.class, "shop").getFirst();
    assertThat(near(world.selectedBy(web)))
        .containsExactly(
            "Deployment \"web\" comes nearest: it has tier=frontend instead of tier=front");
  }

  @Test
  void labelsThatControllersAddAreThere() {
    World world =
        Worlds.open(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: first, namespace: db}
            spec: {selector: {app: db, statefulset.kubernetes.io/pod-name: db-0}}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: db}
            spec:
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: app}]}
            """);
    Service first = world.all(Service.class).getFirst();
    assertThat(world.selectedBy(first).found().orElseThrow())
        .extracting(Workload::name)
        .containsExactly("db");
  }

  @Test
  void changedWorldsLeaveTheOldOneAlone() {
    World world = Worlds.closed(SERVICES);
    World less = world.without(world.all(Service.class, "shop").getFirst().ref());
    assertThat(less.all(Service.class)).hasSize(1);
    assertThat(world.all(Service.class)).hasSize(2);
    assertThat(less.with(world.all(Service.class, "shop").getFirst()).all(Service.class))
        .hasSize(2);
  }

  @Test
  void assumedObjectsAndExternalPodsAreUnknownEvenInAClosedWorld() {
    World world =
        World.of(
            Worlds.resources(SERVICES),
            List.of(dev.hoplint.intake.AppliedSet.explicit("test")),
            Visibility.closed(),
            new Assumptions(
                List.of("Service/payments/*"),
                List.of(
                    new Assumptions.ExternalWorkload(
                        "shop", java.util.Map.of("app", "web", "tier", "front")))));
    assertThat(find(world, "payments", "vault").isUnknown()).isTrue();
    assertThat(find(world, "shop", "vault").isMissing()).isTrue();
    assertThat(world.selectedBy(world.all(Service.class, "shop").getFirst()).isUnknown()).isTrue();
  }
}
