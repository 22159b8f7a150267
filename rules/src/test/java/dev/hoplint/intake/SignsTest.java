package dev.hoplint.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.Placeholders;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${HOST}",
        "a.${DOMAIN}",
        "$(HOST)",
        "$HOST",
        "<your-host>",
        "__HOST__",
        "%HOST%",
        "@HOST@",
        "{{ host }}",
        "<%= host %>"
      })
  void placeholders(String text) {
    assertThat(Placeholders.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "/$1",
        "/(.*)$",
        "50%",
        "a@b.example",
        "a_b",
        "x < y",
        "100% of 20%",
        ""
      })
  void noPlaceholders(String text) {
    assertThat(Placeholders.in(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{- if .x }}\na: 1",
        "a:\n  {{ toYaml .x }}",
        "a: {{ x }}",
        "- {{ x }}",
        "{% if x %}",
        "a: |\n  text\n{{ x }}",
        "${LINES}",
        "a: %NAME%",
      })
  void templateControls(String text) {
    assertThat(TemplateText.controls(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"{{ x }}\"",
        "a: |\n  {{ x }}\n\n  {{ y }}\nb: 1",
        "- |-  # text\n  {{ x }}",
        "- a: >2\n    {{ x }}",
        "# {{ x }}",
        "a: ${X}",
        "run: ${{ matrix.os }}",
        "a: &x !!str |\n  {{ x }}",
      })
  void noTemplateControls(String text) {
    assertThat(TemplateText.controls(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/../c, a/c",
    "./a//b/, a/b",
    "../../x, ../../x",
    "a/../../b, ../b",
    "., .",
    "a/.., .",
    "/a/../../b, /b"
  })
  void foldersAreNormalised(String written, String expected) {
    assertThat(FolderPath.normalise(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, web2, false",
    "web.*, web2, true",
    "web|api, api, true",
    "web|api, apis, false",
    "^web$, web, true",
    "(web, anything, true"
  })
  void targetsMatchWholeNames(String pattern, String name, boolean expected) {
    assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Deployment; {metadata: {name: a, annotations: {x: y}}}; false",
        "Ingress; {metadata: {name: a, annotations: {x: y}}}; true",
        "Deployment; {spec: {replicas: 2}}; true",
        "Deployment; {spec: {template: {spec: {containers: [{name: a, image: b}]}}}}; false",
        "Deployment; {spec: {template: {spec: {containers: [{name: a, ports: []}]}}}}; true",
        "Deployment; {spec: {template: {spec: {containers: [{name: a, $patch: delete}]}}}}; true",
        "Deployment; {spec: {template: {metadata: {labels: {a: b}}}}}; true",
        "CronJob; {spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: a}]}}}}}}; false",
        "Deployment; [{op: replace, path: /spec/template/spec/containers/0/image, value: a}];"
            + " false",
        "Deployment; [{op: add, path: /spec/template/spec/containers/-, value: {name: a}}]; true",
        "Deployment; [{op: move, path: /metadata/labels/a, from: /spec/replicas}]; true",
        "Service; [{op: add, path: /metadata/labels/a, value: b}]; false",
        "Service; [{op: remove}]; true",
      })
  void onlyWhatRoutingDependsOnMatters(String kind, String patch, boolean expected) {
    assertThat(
            PatchEffect.matters(
                YamlReader.read(SourceText.of("p", patch)).getFirst().root().orElseThrow(), kind))
        .isEqualTo(expected);
  }

  @Test
  void remoteResourcesAreToldFromFiles() {
    assertThat(Kustomization.isRemote("../base")).isFalse();
    assertThat(Kustomization.isRemote("web.yaml")).isFalse();
    assertThat(Kustomization.isRemote("v1.2/web.yaml")).isFalse();
    assertThat(Kustomization.isRemote("github.com/org/repository/path")).isTrue();
    assertThat(Kustomization.isRemote("git@host:org/repository.git")).isTrue();
    assertThat(Kustomization.isRemote("https://host.example/all.yaml")).isTrue();
  }
}
