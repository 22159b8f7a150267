package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.WatchedKinds.Option;
import dev.hoplint.cluster.WatchedKinds.RbacRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchedKindsTest {
  private static final List<String> READ = List.of("get", "list", "watch");

  @Test
  void theRightsAreThoseOfTheWatchedKindsAndNoOthers() {
    assertThat(WatchedKinds.standard().rbacRules())
        .containsExactly(
            new RbacRule(List.of(""), List.of("services", "namespaces"), READ),
            new RbacRule(
                List.of("apps"), List.of("deployments", "statefulsets", "daemonsets"), READ),
            new RbacRule(
                List.of("networking.k8s.io"), List.of("ingresses", "ingressclasses"), READ));
    assertThat(WatchedKinds.with(Set.of(Option.GATEWAY_API)).rbacRules())
        .contains(
            new RbacRule(
                List.of("gateway.networking.k8s.io"), List.of("httproutes", "gateways"), READ));
  }

  @Test
  void rulesAreOffThatReadAKindWhichCouldBeWatchedAndIsNot() {
    assertThat(RulesInSight.off(BuiltInRules.all(), names(WatchedKinds.possible()))).isEmpty();
    assertThat(RulesInSight.off(BuiltInRules.all(), names(WatchedKinds.standard())))
        .allSatisfy(
            (rule, missing) ->
                assertThat(missing)
                    .as(rule)
                    .isSubsetOf("EndpointSlice", "HorizontalPodAutoscaler", "PodDisruptionBudget"))
        .containsKey("disruption-budget-missing")
        .doesNotContainKey("service-port-missing");
    assertThat(RulesInSight.off(BuiltInRules.all(), Set.of("Service", "Ingress")))
        .containsEntry(
            "service-selects-nothing", List.of("DaemonSet", "Deployment", "StatefulSet"));
  }

  @Test
  void optionsAddKindsInAnOrderThatDoesNotDependOnTheirs() {
    assertThat(WatchedKinds.with(EnumSet.allOf(Option.class)).all())
        .extracting(WatchedKind::kind)
        .hasSize(13)
        .startsWith("Service", "Namespace", "Ingress", "IngressClass")
        .endsWith("HTTPRoute", "Gateway");
  }

  private static Set<String> names(WatchedKinds kinds) {
    return kinds.all().stream().map(WatchedKind::kind).collect(Collectors.toSet());
  }
}
