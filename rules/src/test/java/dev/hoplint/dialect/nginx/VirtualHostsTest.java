package dev.hoplint.dialect.nginx;

import static dev.hoplint.dialect.nginx.Hosts.hosts;
import static dev.hoplint.dialect.nginx.Hosts.ingress;
import static dev.hoplint.dialect.nginx.Hosts.ingressOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualHostsTest {
  private static String chosen(VirtualHosts hosts, String request) {
    VirtualHosts.Choice choice = hosts.choose(request);
    return choice.host().name() + " " + choice.how();
  }

  @Test
  void aRequestFindsItsHost() {
    VirtualHosts hosts =
        hosts(
            ingress("a", "server-alias: alias.example,*.wide.example", "/ Prefix"),
            ingressOf("*.example", "b", "", "/ Prefix"));
    assertThat(chosen(hosts, "shop.example")).isEqualTo("shop.example EXACT");
    assertThat(chosen(hosts, "SHOP.example:8080")).isEqualTo("shop.example EXACT");
    assertThat(chosen(hosts, "alias.example")).isEqualTo("shop.example ALIAS");
    assertThat(chosen(hosts, "a.b.wide.example")).isEqualTo("shop.example ALIAS");
    assertThat(chosen(hosts, "other.example")).isEqualTo("*.example WILDCARD");
    assertThat(chosen(hosts, "two.labels.example")).isEqualTo("_ CATCH_ALL");
    assertThat(chosen(hosts, "example")).isEqualTo("_ CATCH_ALL");
  }

  @Test
  void anAliasThatIsAHostIsDropped() {
    VirtualHosts hosts =
        hosts(
            ingress("a", "server-alias: other.example", "/ Prefix"),
            ingressOf("other.example", "b", "", "/ Prefix"));
    assertThat(chosen(hosts, "other.example")).isEqualTo("other.example EXACT");
  }

  @Test
  void aDroppedIngressHasNoHost() {
    VirtualHosts hosts =
        hosts(ingress("a", "permanent-redirect: https://x.example$request_uri", "/ Prefix"));
    assertThat(hosts.get(Hosts.HOST)).isEmpty();
    assertThat(hosts.rejections())
        .singleElement()
        .extracting(Rejection::annotation)
        .isEqualTo("permanent-redirect");
  }

  @Test
  void aSnippetIsOverTheRiskLevel() {
    assertThat(hosts(ingress("a", "configuration-snippet: return 418;", "/ Prefix")).rejections())
        .extracting(Rejection::annotation)
        .containsExactly("configuration-snippet");
  }

  @Test
  void theHostsOfTwoControllersAreApart() {
    VirtualHosts hosts =
        hosts(
            ingress("a", "", "/ Prefix"),
            ingressOf("inner.example", "b", "use-regex: true", "/ Prefix")
                .replace("ingressClassName: nginx", "ingressClassName: nginx-inner"));
    assertThat(hosts.get("inner.example")).isEmpty();
  }

  private static String outcome(String... manifests) {
    return hosts(manifests).canaries().paths().getFirst().outcome().getClass().getSimpleName();
  }

  @Test
  void aCanaryNeedsThePathAndTypeOfItsPrimary() {
    String primary = ingress("web", "", "/a Prefix");
    assertThat(outcome(primary, ingress("next", "canary: true", "/a ImplementationSpecific")))
        .isEqualTo("Merged");
    assertThat(outcome(primary, ingress("next", "canary: true", "/a Exact")))
        .isEqualTo("OtherType");
    assertThat(outcome(primary, ingress("next", "canary: true", "/a/ Prefix"))).isEqualTo("NoPath");
    assertThat(outcome(ingress("next", "canary: true", "/a Prefix"))).isEqualTo("NoHost");
    assertThat(
            outcome(
                primary,
                primary
                    .replace("name: web\n  ann", "name: c\n  ann")
                    .replace("x: y", "x: y\n    nginx.ingress.kubernetes.io/canary: 'true'")))
        .isEqualTo("SameService");
  }

  @Test
  void aCanaryAndAnIngressThatShareAServiceHideEachOther() {
    VirtualHosts hosts =
        hosts(
            ingress("web", "", "/a Prefix"),
            ingress("next", "canary: true", "/a Prefix"),
            ingressOf("next.example", "other", "", "/ Prefix")
                .replace("name: other, port", "name: next, port"));
    assertThat(hosts.canaries().hidden())
        .singleElement()
        .extracting(one -> one.upstream() + " " + one.canary().name() + " " + one.ingress().name())
        .isEqualTo("Service default/next:80 next other");
  }

  @Test
  void theCatchAllServerKeepsItsBackendAndItsOwnLocations() {
    String whole =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: whole}
        spec:
          ingressClassName: nginx
          defaultBackend: {service: {name: web, port: {number: 80}}}
        ---
        """;
    Server server =
        hosts(whole, ingressOf("", "a", "", "/ Prefix", "/x Prefix")).catchAll().server();
    assertThat(server.dropped()).hasSize(1);
    assertThat(server.defaultLocation().orElseThrow().origin())
        .isEqualTo(LocationOrigin.CATCH_ALL_BACKEND);
    assertThat(server.lookup().find("/healthz"))
        .isEqualTo(new LocationMatch.BuiltIn("/healthz", 200));
    assertThat(server.lookup().find("/x")).isInstanceOf(LocationMatch.Matched.class);
  }

  @Test
  void oldVersionsDoNotQuotePaths() {
    assertThat(hosts(ingress("a", "", "/a b Prefix")).failures()).isEmpty();
  }
}
