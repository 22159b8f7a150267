package dev.hoplint.dialect.nginx.request;

import static dev.hoplint.dialect.nginx.Hosts.ingress;
import static dev.hoplint.dialect.nginx.Hosts.ingressOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final String TLS = "  tls:\n  - hosts: [shop.example]\n    secretName: s\n---\n";

  private static final String FORWARDED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
      data: {use-forwarded-headers: "true"}
      """;

  private static Simulator simulator(String... manifests) {
    World world = Worlds.closed(String.join("", manifests));
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    return Simulator.of(
        new NginxModel(world, NginxOptions.DEFAULT, controllers::of),
        world.all(Ingress.class).getFirst());
  }

  private static String tls(String manifest) {
    return manifest.replace("---\n", TLS);
  }

  private static String words(Journey journey) {
    return journey.hops().stream()
            .map(
                hop ->
                    switch (hop.decision()) {
                      case Decision.Reply(int status, var _) -> "" + status;
                      case Decision.Redirect(int status, var location, var _) ->
                          status + " " + location.orElse("-");
                      case Decision.Forward(var _, var backend, var uri, var _) ->
                          backend.service().or("?") + " " + uri;
                      case Decision.NotAnalysed(Reason reason) -> "? " + reason.words();
                    })
            .collect(Collectors.joining(" | "))
        + " "
        + journey.end().getClass().getSimpleName();
  }

  private static String get(Simulator simulator, String url) {
    return words(simulator.follow(NginxRequest.get(url)));
  }

  @Test
  void aRequestReachesItsService() {
    assertThat(get(simulator(ingress("web", "", "/cart Prefix")), "http://shop.example/cart/1?x=y"))
        .isEqualTo("web /cart/1?x=y Answered");
  }

  @Test
  void whatNoPathMatchesIsNotFound() {
    Simulator simulator = simulator(ingress("web", "", "/cart Prefix"));
    assertThat(get(simulator, "http://shop.example/other")).isEqualTo("404 Answered");
    assertThat(get(simulator, "http://else.example/cart")).isEqualTo("404 Answered");
    assertThat(get(simulator, "http://shop.example/../x")).isEqualTo("400 Answered");
  }

  @Test
  void anotherPortIsAnotherServer() {
    String away = ingress("web", "permanent-redirect: https://shop.example:8443/", "/ Prefix");
    assertThat(get(simulator(away), "http://shop.example/"))
        .isEqualTo("301 https://shop.example:8443/ Leaves");
    assertThat(get(simulator(away), "https://shop.example:8443/"))
        .isEqualTo("301 https://shop.example:8443/ Loop");
    String same = ingress("web", "permanent-redirect: https://shop.example:443/", "/ Prefix");
    assertThat(get(simulator(same), "https://shop.example/"))
        .isEqualTo("301 https://shop.example:443/ Loop");
  }

  @Test
  void aRewriteReplacesThePathAndKeepsTheQuery() {
    Simulator simulator =
        simulator(ingress("web", "rewrite-target: /$2", "/cart(/|$)(.*) ImplementationSpecific"));
    assertThat(get(simulator, "http://shop.example/cart/a/b?q")).isEqualTo("web /a/b?q Answered");
    assertThat(get(simulator, "http://shop.example/cart")).isEqualTo("web / Answered");
    assertThat(get(simulator, "http://shop.example/cart/%20%C3%BC"))
        .isEqualTo("web /%20%C3%BC Answered");
  }

  @Test
  void aGroupThatThePathLacksIsEmpty() {
    assertThat(
            get(
                simulator(
                    ingress("web", "rewrite-target: /$2", "/cart/(.*) ImplementationSpecific")),
                "http://shop.example/cart/a"))
        .isEqualTo("web / Answered");
  }

  @Test
  void anEmptyRewrittenPathIsAnError() {
    assertThat(
            get(
                simulator(ingress("web", "rewrite-target: $1", "/cart(.*) ImplementationSpecific")),
                "http://shop.example/cart"))
        .isEqualTo("500 Answered");
  }

  @Test
  void anAbsoluteTargetRedirects() {
    assertThat(
            get(
                simulator(
                    ingress(
                        "web",
                        "rewrite-target: https://else.example/$1",
                        "/cart/(.*) ImplementationSpecific")),
                "http://shop.example/cart/x?q"))
        .isEqualTo("302 https://else.example/x?q Leaves");
  }

  @Test
  void aPermanentRedirectToTheOwnHostLoops() {
    Simulator simulator =
        simulator(ingress("web", "permanent-redirect: https://shop.example/new", "/old Prefix"));
    assertThat(get(simulator, "https://shop.example/old"))
        .isEqualTo("301 https://shop.example/new | 301 https://shop.example/new Loop");
  }

  @Test
  void aNameWithoutSchemeGrows() {
    Journey journey =
        simulator(ingress("web", "permanent-redirect: shop.example/x", "/ Prefix"))
            .follow(NginxRequest.get("http://shop.example/a"));
    assertThat(journey.end()).isInstanceOf(Journey.Endless.class);
    assertThat(journey.hops()).hasSize(10);
  }

  @Test
  void aTemporaryRedirectWinsAndCodesAreLimited() {
    assertThat(
            get(
                simulator(
                    ingress(
                        "web",
                        "permanent-redirect: https://a.example/; temporal-redirect:"
                            + " https://b.example/; temporal-redirect-code: 308",
                        "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("302 https://b.example/ Leaves");
    assertThat(
            get(
                simulator(
                    ingress(
                        "web",
                        "permanent-redirect: https://a.example/; permanent-redirect-code: 300",
                        "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("300 - Nowhere");
    assertThat(
            get(
                simulator(
                    ingress(
                        "web",
                        "permanent-redirect: https://a.example/; temporal-redirect: b.example",
                        "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("web / Answered");
  }

  @Test
  void tlsRedirectsAndStripsOneSlash() {
    Simulator simulator = simulator(tls(ingress("web", "", "/cart Prefix")));
    assertThat(get(simulator, "http://shop.example/cart/"))
        .isEqualTo("308 https://shop.example/cart | web /cart Answered");
    assertThat(
            get(
                simulator(tls(ingress("web", "ssl-redirect: false", "/ Prefix"))),
                "http://shop.example/"))
        .isEqualTo("web / Answered");
    assertThat(
            get(
                simulator(ingress("web", "force-ssl-redirect: true", "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("308 https://shop.example | web / Answered");
  }

  @Test
  void tlsThatEndsBeforeLoopsUnlessTold() {
    String web = tls(ingress("web", "", "/cart Prefix"));
    NginxRequest request = NginxRequest.get("https://shop.example/cart");
    assertThat(words(simulator(web).behind(Front.SILENT).follow(request)))
        .isEqualTo("308 https://shop.example/cart Loop");
    assertThat(words(simulator(web).behind(Front.TELLING).follow(request)))
        .isEqualTo("308 https://shop.example/cart Loop");
    assertThat(words(simulator(web, FORWARDED).behind(Front.TELLING).follow(request)))
        .isEqualTo("web /cart Answered");
    assertThat(words(simulator(web, FORWARDED).behind(new Front(true, "http")).follow(request)))
        .isEqualTo("308 https://shop.example/cart Loop");
  }

  @Test
  void theSlashRedirectFightsTheTlsRedirectBehindALoadBalancer() {
    String web = tls(ingress("web", "", "/cart/ Prefix"));
    assertThat(
            words(
                simulator(web, FORWARDED)
                    .behind(Front.TELLING)
                    .follow(NginxRequest.get("https://shop.example/cart"))))
        .isEqualTo("301 http://shop.example/cart/ | 308 https://shop.example/cart Loop");
    assertThat(words(simulator(web).follow(NginxRequest.get("https://shop.example/cart"))))
        .isEqualTo("301 https://shop.example/cart/ | web /cart/ Answered");
  }

  @Test
  void theApplicationRootComesBeforeTls() {
    assertThat(
            get(
                simulator(tls(ingress("web", "app-root: /shop", "/shop Prefix"))),
                "http://shop.example/"))
        .isEqualTo(
            "302 http://shop.example/shop | 308 https://shop.example/shop | web /shop Answered");
    assertThat(get(simulator(ingress("web", "app-root: /", "/ Prefix")), "http://shop.example/"))
        .isEqualTo("302 http://shop.example/ Loop");
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeRedirects() {
    Simulator simulator =
        simulator(
            ingress(
                "web", "proxy-body-size: 8m; permanent-redirect: https://a.example/", "/a Prefix"),
            ingress("xyz", "", "/b Prefix"));
    NginxRequest request = NginxRequest.get("http://shop.example/a").withMethod("POST");
    assertThat(words(simulator.follow(request.withBody((8 << 20) + 1)))).isEqualTo("413 Answered");
    assertThat(words(simulator.follow(request.withBody(8 << 20)))).startsWith("301");
    assertThat(
            words(
                simulator.follow(
                    NginxRequest.get("http://shop.example/b").withBody((1 << 20) + 1))))
        .isEqualTo("413 Answered");
  }

  @Test
  void withoutEndpointsTheAnswerIs503BehindRedirects() {
    Endpoints none = (_, _) -> new Endpoints.None("Service \"web\" has no endpoints");
    NginxRequest request = NginxRequest.get("http://shop.example/");
    assertThat(words(simulator(ingress("web", "", "/ Prefix")).with(none).follow(request)))
        .isEqualTo("503 Answered");
    Hop hop =
        simulator(ingress("web", "permanent-redirect: https://a.example/", "/ Prefix"))
            .with(none)
            .hop(request);
    assertThat(hop.decision().answer()).contains(301);
    assertThat(hop.beaten())
        .extracting(Reason::words)
        .containsExactly("Service \"web\" has no endpoints");
  }

  @Test
  void theOtherNameRedirects() {
    String web = ingress("web", "from-to-www-redirect: true", "/ Prefix");
    assertThat(get(simulator(web), "http://www.shop.example/foo"))
        .isEqualTo("308 http://shop.example:80/foo | web /foo Answered");
    assertThat(
            get(
                simulator(web, ingressOf("www.shop.example", "other", "", "/ Prefix")),
                "http://www.shop.example/foo"))
        .isEqualTo("other /foo Answered");
  }

  @Test
  void twoHostsThatRedirectToEachOtherLoop() {
    assertThat(
            get(
                simulator(
                    ingress("web", "permanent-redirect: http://other.example/", "/ Prefix"),
                    ingressOf(
                        "other.example",
                        "other",
                        "permanent-redirect: http://shop.example/",
                        "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("301 http://other.example/ | 301 http://shop.example/ Loop");
  }

  @Test
  void canariesMayTakeRequests() {
    Simulator simulator =
        simulator(
            ingress("web", "", "/ Prefix"),
            ingress(
                "next", "canary: true; canary-weight: 10; canary-by-header: X-Next", "/ Prefix"));
    NginxRequest request = NginxRequest.get("http://shop.example/");
    assertThat(simulator.hop(request).maybes())
        .singleElement()
        .extracting(one -> one.reason().words())
        .isEqualTo("canary Ingress \"next\" may send the request to Service default/next:80");
    assertThat(simulator.hop(request.withHeader("X-Next", "never")).maybes()).isEmpty();
    assertThat(simulator.hop(request.withHeader("X-Next", "always")).maybes())
        .singleElement()
        .extracting(one -> one.reason().words())
        .isEqualTo("canary Ingress \"next\" sends the request to Service default/next:80");
  }

  @Test
  void aCanaryAloneIsNotFound() {
    assertThat(
            get(
                simulator(ingress("next", "canary: true; canary-weight: 10", "/ Prefix")),
                "http://shop.example/"))
        .isEqualTo("404 Answered");
  }

  @Test
  void aDeniedLocationAnswers503BeforeTls() {
    assertThat(
            get(
                simulator(tls(ingress("web", "allowlist-source-range: everybody", "/ Prefix"))),
                "http://shop.example/"))
        .isEqualTo("503 Answered");
  }

  @Test
  void unmatchedPathsMeetTheOldestIngressRedirect() {
    Simulator simulator =
        simulator(
            ingress("web", "", "/web Prefix"),
            ingress("old", "permanent-redirect: https://a.example/", "/old Prefix"));
    assertThat(
            simulator
                .ask(NginxRequest.get("http://shop.example/other"), SimulatorTest::words)
                .cases())
        .hasSize(2);
    assertThat(
            simulator
                .ask(NginxRequest.get("http://shop.example/web"), SimulatorTest::words)
                .isCertain())
        .isTrue();
  }
}
