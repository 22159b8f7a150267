package dev.hoplint.dialect.nginx;

import static dev.hoplint.dialect.nginx.Hosts.hosts;
import static dev.hoplint.dialect.nginx.Hosts.ingress;
import static dev.hoplint.dialect.nginx.Hosts.ingressOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFailureTest {
  private static List<String> failures(String... manifests) {
    return hosts(manifests).failures().stream()
        .map(one -> one.certainty().word() + " " + one.why())
        .toList();
  }

  @Test
  void twoPrefixesThatDifferInTheSlash() {
    assertThat(failures(ingress("a", "", "/foo Prefix", "/foo/ ImplementationSpecific")))
        .containsExactly("certain duplicate location \"/foo/\"");
    assertThat(failures(ingress("a", "", "/foo Prefix"), ingress("b", "", "/foo/ Prefix")))
        .containsExactly("certain duplicate location \"/foo/\"");
  }

  @Test
  void theSameTwoOnARegexHostAreNoFailure() {
    assertThat(failures(ingress("a", "use-regex: true", "/foo Prefix", "/foo/ Prefix"))).isEmpty();
  }

  @Test
  void twoExactRoots() {
    assertThat(failures(ingress("a", "", "/ Exact"), ingress("b", "", "/ Exact")))
        .containsExactly("certain duplicate location \"/\"");
    assertThat(failures(ingress("a", "", "/ Exact"))).isEmpty();
    assertThat(failures(ingress("a", "", "/ Exact", "/ Prefix"))).isEmpty();
  }

  @Test
  void bothTypesAndASecondOfTheYoungerType() {
    assertThat(failures(ingress("a", "", "/a Exact", "/a Prefix", "/a Prefix")))
        .containsExactly("certain duplicate location \"/a/\"");
    assertThat(failures(ingress("a", "", "/a Prefix", "/a Exact", "/a Exact")))
        .containsExactly("certain duplicate location \"/a\"");
    assertThat(failures(ingress("a", "", "/a Exact", "/a Prefix", "/a Exact"))).isEmpty();
  }

  @Test
  void whoIsOlderDecides() {
    assertThat(
            failures(
                ingress("a", "", "/a Exact"),
                ingress("b", "", "/a Prefix"),
                ingress("c", "", "/a Prefix")))
        .containsExactly("likely duplicate location \"/a/\"");
  }

  @Test
  void pairsThatAreNoFailure() {
    assertThat(failures(ingress("a", "", "/foo/ Exact", "/foo Prefix"))).isEmpty();
    assertThat(failures(ingress("a", "", "/foo Exact", "/foo Prefix"))).isEmpty();
    assertThat(failures(ingress("a", "", "/foo Prefix", "/foo Prefix"))).isEmpty();
    assertThat(failures(ingress("a", "", "/foo Exact", "/foo Exact"))).isEmpty();
    assertThat(
            failures(
                ingress("a", "", "/foo Prefix"), ingressOf("b.example", "b", "", "/foo/ Prefix")))
        .isEmpty();
  }

  @Test
  void externalAuthenticationIsWrittenTwiceOnARegexHost() {
    assertThat(
            failures(
                ingress("a", "use-regex: true", "/x Prefix"),
                ingress(
                    "b", "auth-url: https://auth.example/check", "/foo Prefix", "/foo/ Prefix")))
        .containsExactly("likely two locations of external authentication for \"/foo/\"");
  }

  @Test
  void noRegexOnARegexHost() {
    assertThat(failures(ingress("a", "use-regex: true", "/foo( ImplementationSpecific")))
        .containsExactly(
            "certain pcre2_compile() failed: missing closing parenthesis in \"^/foo(\"");
    assertThat(failures(ingress("a", "", "/foo( ImplementationSpecific"))).isEmpty();
    ConfigFailure failure =
        hosts(ingress("a", "use-regex: true", "/x Prefix"), ingress("b", "", "/[\\w-.] Prefix"))
            .failures()
            .getFirst();
    assertThat(failure.culprits())
        .extracting(one -> one.ingress().name() + " " + one.what())
        .containsExactly("b path \"/[\\w-.]\"", "a path \"/x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy-buffer-size: 1g",
        "proxy-buffers-number: 1",
        "proxy-buffers-number: 2",
        "proxy-busy-buffers-size: 2k",
        "proxy-busy-buffers-size: 16k",
        "proxy-buffer-size: 16k; proxy-busy-buffers-size: 8k",
        "proxy-max-temp-file-size: 1g",
        "proxy-max-temp-file-size: 2k",
        "proxy-connect-timeout: -1",
        "proxy-cookie-path: /one",
        "proxy-redirect-from: default; backend-protocol: GRPC",
        "proxy-redirect-from: default; backend-protocol: auto_http",
        "custom-http-errors: 404,499",
        "limit-rps: 5; limit-burst-multiplier: 0",
        "rewrite-target: /$foo",
        "rewrite-target: /$",
        "server-alias: ~^(x",
        "server-alias: a.*.b",
        "mirror-target: http://other/x"
      })
  void valuesThatNginxRefuses(String annotations) {
    assertThat(failures(ingress("a", annotations, "/a Prefix"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy-buffer-size: 8k",
        "proxy-buffers-number: 3",
        "proxy-buffers-number: 2; proxy-busy-buffers-size: 4k",
        "proxy-busy-buffers-size: 12k",
        "proxy-max-temp-file-size: 0",
        "proxy-max-temp-file-size: 4k",
        "proxy-connect-timeout: 0",
        "proxy-cookie-path: / /x",
        "proxy-redirect-from: default; backend-protocol: HTTPS",
        "custom-http-errors: 404,500",
        "limit-rps: 5; limit-burst-multiplier: 1",
        "limit-burst-multiplier: 0",
        "rewrite-target: /$1",
        "rewrite-target: /$10",
        "server-alias: ~^x+$",
        "server-alias: a.*,*.b.example",
        "mirror-target: http://other$request_uri",
        "canary: true; proxy-buffer-size: 1g",
        "allowlist-source-range: x; proxy-buffer-size: 1g"
      })
  void valuesThatNginxTakes(String annotations) {
    assertThat(failures(ingress("a", annotations, "/a Prefix"))).isEmpty();
  }
}
