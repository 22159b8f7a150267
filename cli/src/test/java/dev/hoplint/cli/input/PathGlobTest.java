package dev.hoplint.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
  @ParameterizedTest
  @CsvSource({
    "**/charts/**, charts/web/a.yaml, true",
    "**/charts/**, x/y/charts/a.yaml, true",
    "**/charts/**, charts, false",
    "charts, x/charts/a.yaml, true",
    "charts/, x/charts/a.yaml, true",
    "*.json, a/b.json, true",
    "*.json, a/b.yaml, false",
    "k8s/*.yaml, k8s/a.yaml, true",
    "k8s/*.yaml, k8s/sub/a.yaml, false",
    "k8s/*.yaml, x/k8s/a.yaml, false",
    "./k8s, k8s/a.yaml, true",
    "k8s/**/test?.yaml, k8s/test1.yaml, true",
    "k8s/**/test?.yaml, k8s/a/b/test1.yaml, true",
    "k8s/**/test?.yaml, k8s/a/b/test10.yaml, false",
    "**, a.yaml, true",
    "/tmp/*/a.yaml, /tmp/x/a.yaml, true",
  })
  void matches(String glob, String path, boolean expected) {
    assertThat(new PathGlob(glob).matches(path)).isEqualTo(expected);
  }

  @Test
  void manyStarsDoNotExplode() {
    String glob = "**/".repeat(200) + "*a".repeat(200) + "b";
    assertThat(new PathGlob(glob).matches("x/".repeat(500) + "a".repeat(500))).isFalse();
  }
}
