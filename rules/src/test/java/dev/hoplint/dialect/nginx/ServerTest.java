package dev.hoplint.dialect.nginx;

import static dev.hoplint.dialect.nginx.Hosts.ingress;
import static dev.hoplint.dialect.nginx.Hosts.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTest {
  private static List<String> written(Server server) {
    return server.locations().stream()
        .map(one -> (one.type() == LocationType.EXACT ? "= " : "") + one.text())
        .toList();
  }

  private static String found(Server server, String uri) {
    return switch (server.lookup().find(uri)) {
      case LocationMatch.Matched(Location location) ->
          location.isDefault() ? "default" : location.pathText();
      case LocationMatch.SlashRedirect(Location location) -> "301 " + location.pathText();
      case LocationMatch.BuiltIn(String text, int status) -> status + " " + text;
      case LocationMatch.NotAnalysed(String why) -> "? " + why;
    };
  }

  @Test
  void aPrefixBecomesAFolderAndAnExactLocation() {
    assertThat(written(server(ingress("a", "", "/foo Prefix"))))
        .containsExactly("/foo/", "= /foo", "/");
  }

  @Test
  void anExactPathOfTheSameTextTakesTheExactLocation() {
    assertThat(written(server(ingress("a", "", "/foo Prefix", "/foo Exact"))))
        .containsExactly("/foo/", "= /foo", "/");
  }

  @Test
  void locationsAreSortedByLengthThenByTextDescending() {
    assertThat(
            written(
                server(
                    ingress(
                        "a",
                        "use-regex: true",
                        "/b Prefix",
                        "/B Prefix",
                        "/9 Prefix",
                        "/_ Prefix",
                        "/[ Prefix",
                        "/ab Prefix"))))
        .containsExactly("/ab", "/b", "/_", "/[", "/B", "/9", "/");
  }

  @Test
  void segmentsAreKeptWhereNothingIsARegex() {
    Server server = server(ingress("a", "", "/foo Prefix", "/foo/bar Prefix", "/x Exact"));
    assertThat(server.isRegex()).isFalse();
    assertThat(found(server, "/foo")).isEqualTo("/foo");
    assertThat(found(server, "/foo/")).isEqualTo("/foo");
    assertThat(found(server, "/foobar")).isEqualTo("default");
    assertThat(found(server, "/foo/bar/x")).isEqualTo("/foo/bar");
    assertThat(found(server, "/FOO")).isEqualTo("default");
    assertThat(found(server, "/x")).isEqualTo("/x");
    assertThat(found(server, "/x/")).isEqualTo("default");
  }

  @Test
  void aPathThatEndsInASlashRedirects() {
    assertThat(found(server(ingress("a", "", "/foo/ Prefix")), "/foo")).isEqualTo("301 /foo/");
    assertThat(found(server(ingress("a", "", "/foo/ Exact")), "/foo")).isEqualTo("301 /foo/");
    assertThat(
            found(server(ingress("a", "allowlist-source-range: nonsense", "/foo/ Prefix")), "/foo"))
        .isEqualTo("default");
  }

  @Test
  void anExactPathOnARegexHostServesMore() {
    Server server =
        server(ingress("a", "", "/foo Exact"), ingress("b", "use-regex: true", "/x Prefix"));
    assertThat(server.isRegex()).isTrue();
    assertThat(found(server, "/foobar")).isEqualTo("/foo");
    assertThat(found(server, "/FOO")).isEqualTo("/foo");
  }

  @Test
  void theRootAsTargetOfTheRootIsNoRewrite() {
    assertThat(server(ingress("a", "rewrite-target: /", "/ Prefix")).isRegex()).isFalse();
    assertThat(server(ingress("a", "rewrite-target: /", "/x Prefix")).isRegex()).isTrue();
  }

  @Test
  void aPrefixWithItselfAsTargetIsRewritten() {
    Server server = server(ingress("a", "rewrite-target: /foo", "/foo Prefix"));
    assertThat(server.isRegex()).isTrue();
    assertThat(written(server)).containsExactly("/foo/", "= /foo", "/");
    assertThat(server.locations().stream().filter(Location::needsRewrite).map(Location::text))
        .containsExactly("/foo/", "/");
  }

  @Test
  void anInvalidTargetMakesNoRegex() {
    Server server =
        server(ingress("a", "rewrite-target: /$2?x=y", "/foo(/|$)(.*) ImplementationSpecific"));
    assertThat(server.isRegex()).isFalse();
    assertThat(found(server, "/foo/bar")).isEqualTo("default");
  }

  @Test
  void aCatchAllRegexShadowsShorterPaths() {
    Server server =
        server(
            ingress("a", "use-regex: true", "/(.*) ImplementationSpecific"),
            ingress("b", "", "/api Prefix", "/apis Prefix"));
    assertThat(found(server, "/api")).isEqualTo("/(.*)");
    assertThat(found(server, "/apis")).isEqualTo("/apis");
  }

  @Test
  void theOlderOfTwoEqualPathsWins() {
    VirtualHost host = Hosts.host(ingress("a", "", "/x Prefix"), ingress("b", "", "/x Prefix"));
    OrderedAnswer<String> winner =
        host.ask(
            server ->
                server.lookup().find("/x") instanceof LocationMatch.Matched(Location location)
                    ? location.ingress().orElseThrow().name()
                    : "");
    assertThat(winner.isCertain()).isFalse();
    assertThat(winner.usual()).isEqualTo("b");
    assertThat(winner.cases()).extracting(OrderedAnswer.Case::value).containsExactly("b", "a");
    assertThat(host.server().dropped()).hasSize(1);
  }

  @Test
  void whoIsOldestMattersToUnmatchedPathsOnly() {
    VirtualHost host =
        Hosts.host(
            ingress("a", "permanent-redirect: https://else.example/", "/x Prefix"),
            ingress("b", "", "/y Prefix"),
            ingress("c", "", "/z Prefix"));
    assertThat(host.servers()).hasSize(2);
    assertThat(host.ask(server -> found(server, "/y")).isCertain()).isTrue();
    assertThat(
            host.ask(
                    server -> server.defaultLocation().orElseThrow().ingress().orElseThrow().name())
                .cases())
        .hasSize(2);
  }

  @Test
  void reachability() {
    Server server =
        server(
            ingress("a", "use-regex: true", "/(.*) ImplementationSpecific"),
            ingress("b", "", "/api Prefix", "/apis Prefix", "/Foo Exact"),
            ingress("c", "", "/foo Exact", "/a//b Prefix", "/q(?=x) ImplementationSpecific"));
    List<String> outcomes =
        server.ingresses().stream()
            .flatMap(one -> one.rules().getFirst().paths().stream())
            .map(
                path ->
                    path.path().or("") + " " + server.reachability(path).getClass().getSimpleName())
            .toList();
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            "/(.*) Reached",
            "/api Shadowed",
            "/apis Reached",
            "/Foo Shadowed",
            "/foo Shadowed",
            "/a//b Never",
            "/q(?=x) NotAnalysed");
  }
}
