package dev.hoplint.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationsTest {
  private static Annotations annotations(ControllerVersion version, String... lines) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: shop
              annotations:
            """);
    for (String line : lines) {
      yaml.append("    ").append(AnnotationTable.PREFIX).append(line).append('\n');
    }
    return Annotations.of((Ingress) Worlds.resources(yaml.toString()).getFirst(), version);
  }

  private static String outcome(ControllerVersion version, String name, String value) {
    String quoted = "\"" + value.replace("\\", "\\\\").replace("\n", "\\n") + "\"";
    return switch (annotations(version, name + ": " + quoted).value(name)) {
      case AnnotationValue.Absent _ -> "ABSENT";
      case AnnotationValue.Unknown _ -> "UNKNOWN";
      case AnnotationValue.Empty _ -> "EMPTY";
      case AnnotationValue.Valid _ -> "VALID";
      case AnnotationValue.Invalid(var _, AnnotationOutcome outcome, var _, var _) ->
          outcome.name();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "proxy-body-size|8m|VALID",
        "proxy-body-size|0|VALID",
        "proxy-body-size|1G|VALID",
        "proxy-body-size|10MB|DEFAULT",
        "proxy-body-size|1Gi|DEFAULT",
        "proxy-body-size|1.5m|DEFAULT",
        "proxy-body-size|8 m|DEFAULT",
        "proxy-body-size| 8m |VALID",
        "proxy-body-size|10b|DEFAULT",
        "client-body-buffer-size|1MB|REJECT",
        "client-body-buffer-size|1g|DEFAULT",
        "client-body-buffer-size|1M|VALID",
        "proxy-buffer-size|8k|VALID",
        "proxy-buffer-size|1g|NGINX_T_FAIL",
        "proxy-buffer-size|8 k|NGINX_T_FAIL",
        "proxy-buffer-size|8kb|DEFAULT",
        "proxy-max-temp-file-size|2g|NGINX_T_FAIL",
        "proxy-max-temp-file-size|0|VALID",
        "proxy-read-timeout|120|VALID",
        "proxy-read-timeout|120s|DEFAULT",
        "proxy-read-timeout| 5|DEFAULT",
        "proxy-read-timeout|+5|VALID",
        "proxy-connect-timeout|-1|NGINX_T_FAIL",
        "proxy-buffers-number|1|NGINX_T_FAIL",
        "proxy-buffers-number|3|VALID",
        "limit-rps|10r/s|REJECT",
        "limit-rps|10|VALID",
        "limit-connections|70000|NGINX_T_FAIL",
        "custom-http-errors|404,503|VALID",
        "custom-http-errors|4xx|REJECT",
        "custom-http-errors|404, 499|NGINX_T_FAIL",
        "ssl-passthrough|on|REJECT",
        "ssl-redirect|yes|DEFAULT",
        "ssl-redirect|T|VALID",
        "from-to-www-redirect|yes|REJECT",
        "load-balance|least_conn|REJECT",
        "load-balance|ewma|VALID",
        "connection-proxy-header|upgrade|REJECT",
        "backend-protocol|http2|DEFAULT",
        "backend-protocol|grpc|VALID",
        "affinity|Cookie|DEFAULT",
        "permanent-redirect|https://new.example$request_uri|REJECT",
        "permanent-redirect|https://new.example/a?b=c|VALID",
        "temporal-redirect|new.example|GROUP_OFF",
        "temporal-redirect|https://new.example|VALID",
        "temporal-redirect-code|308|VALID",
        "app-root|/home|VALID",
        "app-root|home|DEFAULT",
        "app-root|https://shop.example/home|DEFAULT",
        "rewrite-target|/$2|VALID",
        "rewrite-target|/$2?a=b|DEFAULT",
        "rewrite-target|/$|NGINX_T_FAIL",
        "rewrite-target|/$0|NGINX_T_FAIL",
        "rewrite-target|/$uri|VALID",
        "rewrite-target|/$nothing|NGINX_T_FAIL",
        "auth-url|http://auth.default.svc.cluster.local/check|VALID",
        "auth-url|auth.example/check|DENY503",
        "auth-url|https://auth.example/?uri=$scheme://$host$escaped_request_uri|VALID",
        "auth-url|http://a..b/|DENY503",
        "auth-url|http://auth.example/%20|REJECT",
        "auth-cache-duration|200 202 10m, 401 5m|VALID",
        "auth-cache-duration|200 202|DENY503",
        "auth-cache-duration|200;5m|GROUP_OFF",
        "auth-request-redirect|https://a#b|GROUP_OFF",
        "auth-tls-secret|default/ca|VALID",
        "auth-tls-secret|ca|DENY403",
        "auth-tls-secret|default/ca!|REJECT",
        "auth-tls-match-cn|CN=web|VALID",
        "auth-tls-match-cn|web|REJECT",
        "proxy-ssl-secret|ca|DENY503",
        "auth-secret-type|auth-files|DENY503",
        "auth-type|digested|VALID",
        "auth-type|none|REJECT",
        "allowlist-source-range|10.0.0.0/8, 2001:db8::/32,192.168.0.1|VALID",
        "allowlist-source-range|10.0.0.0/33|DENY503",
        "allowlist-source-range|10.0.0|DENY503",
        "allowlist-source-range||DENY503",
        "proxy-body-size||EMPTY",
        "limit-allowlist|office|REJECT",
        "default-backend|Errors|REJECT",
        "server-alias|www.shop.example,~^w.*$|VALID",
        "server-alias|www.shop.example;|REJECT",
        "cors-allow-origin|https://*.shop.example,null|VALID",
        "cors-allow-origin|https://shop.example/|DEFAULT",
        "proxy-cookie-path|/a /b|VALID",
        "proxy-cookie-path|/a|NGINX_T_FAIL",
        "proxy-read-timeout|${TIMEOUT}|UNKNOWN",
        "secure-backends|true|ABSENT",
        "x-forwarded-prefix|/api|VALID",
      })
  void eachValueHasItsOutcome(String name, String value, String outcome) {
    String text = value == null ? "" : value;

    assertThat(outcome(ControllerVersion.LATEST, name, text)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.11|permanent-redirect|https://new.example$request_uri|VALID",
        "1.12|permanent-redirect|https://new.example$request_uri|REJECT",
        "1.11|limit-rps|10r/s|DEFAULT",
        "1.11|allowlist-source-range|office|DENY503",
        "1.12|relative-redirects|true|ABSENT",
        "1.13.0|relative-redirects|true|VALID",
        "1.9|enable-opentracing|true|VALID",
        "1.10|enable-opentracing|true|ABSENT",
      })
  void versionsDiffer(String version, String name, String value, String outcome) {
    assertThat(outcome(ControllerVersion.parse(version).orElseThrow(), name, value))
        .isEqualTo(outcome);
  }

  @Test
  void theOldNameCountsWhereTheNewOneIsEmpty() {
    Annotations old =
        annotations(
            ControllerVersion.LATEST,
            "allowlist-source-range: \"\"",
            "whitelist-source-range: 10.0.0.0/8");
    Annotations both =
        annotations(
            ControllerVersion.LATEST,
            "allowlist-source-range: 10.1.0.0/16",
            "whitelist-source-range: wrong");

    assertThat(old.text("allowlist-source-range")).contains("10.0.0.0/8");
    assertThat(both.text("allowlist-source-range")).contains("10.1.0.0/16");
  }

  @Test
  void aSnippetMayDefineAVariable() {
    String snippet = "configuration-snippet: set $shop a;";

    assertThat(
            annotations(ControllerVersion.LATEST, "upstream-vhost: www.$shop.example", snippet)
                .text("upstream-vhost"))
        .contains("www.$shop.example");
    assertThat(
            annotations(ControllerVersion.LATEST, "upstream-vhost: a$", snippet)
                .text("upstream-vhost"))
        .isEmpty();
  }

  @Test
  void hugeValuesAreReadInLinearTime() {
    String huge = "a".repeat(200_000) + "!";

    assertThat(Duration.ofSeconds(5))
        .isGreaterThan(
            time(
                () ->
                    AnnotationTable.all()
                        .forEach(row -> assertThat(row.validator().refusal(huge)).isNotNull())));
  }

  private static Duration time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void theTableIsComplete() {
    List<String> names = AnnotationTable.all().stream().map(AnnotationRow::name).toList();

    assertThat(names).isSorted().doesNotHaveDuplicates().hasSize(265);
    assertThat(
            AnnotationTable.all().stream()
                .filter(row -> row.status() instanceof AnnotationRow.Status.Supported))
        .hasSize(136);
  }

  @Test
  void everyNameThatARowMentionsExists() {
    for (AnnotationRow row : AnnotationTable.all()) {
      assertThat(row.instead()).allMatch(name -> AnnotationTable.find(name).isPresent());
      row.need()
          .ifPresent(
              need ->
                  assertThat(need.anyOf())
                      .allMatch(other -> AnnotationTable.find(other.name()).isPresent()));
    }
  }
}
