package dev.hoplint.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Shapes that make careless algorithms quadratic. The limit is generous: it catches an explosion,
/// it measures nothing.
class IntakeScaleTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MANY = 10_000;

  @Test
  void manyCopiesOfOneObjectEndInOneSetEach() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      files.add(file("env" + i + "/web.yaml", service("web", i)));
    }
    assertThat(read(files).sets()).hasSize(MANY);
  }

  @Test
  void oneLargeTreeIsOneSet() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      files.add(file("a" + i % 100 + "/b" + i % 1000 + "/s" + i + ".yaml", service("s" + i, 1)));
    }
    assertThat(read(files).sets()).hasSize(1);
  }

  @Test
  void aChainOfKustomizationsEnds() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      files.add(
          file(
              "k" + i + "/kustomization.yaml",
              "resources: [s.yaml, ../k%d]\npatches: [{patch: '{kind: Service, metadata: {name: s0}, spec: {}}'}]"
                  .formatted(i + 1)));
      files.add(file("k" + i + "/s.yaml", service("s" + i, 1)));
    }
    assertThat(read(files).sets()).hasSize(1);
  }

  @Test
  void manyOverlaysOfOneBaseEnd() {
    List<InputFile> files = new ArrayList<>();
    files.add(file("base/kustomization.yaml", "resources: [s.yaml]"));
    files.add(file("base/s.yaml", service("base", 1)));
    for (int i = 0; i < MANY; i++) {
      files.add(
          file(
              "k" + i + "/kustomization.yaml",
              "namespace: n%d\nresources: [s.yaml, ../base]".formatted(i)));
      files.add(file("k" + i + "/s.yaml", service("s" + i, 1)));
    }
    assertThat(read(files).sets()).hasSize(MANY + 1);
  }

  @Test
  void manyGeneratorsStayFew() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String release =
          """
          apiVersion: elasticsearch.k8s.elastic.co/v1
          kind: Elasticsearch
          metadata: {name: e%d, namespace: n%d}
          """
              .formatted(i, i % 10);
      files.add(file("env" + i + "/e.yaml", release + "---\n" + service("web", i)));
    }
    Intake intake = read(files);
    assertThat(intake.sets().getFirst().elsewhere()).hasSizeLessThan(100);
  }

  private static Intake read(List<InputFile> files) {
    return Assertions.assertTimeoutPreemptively(LIMIT, () -> IntakeReader.read(files));
  }

  private static InputFile file(String path, String text) {
    SourceText source = SourceText.of(path, text);
    return new InputFile(path, ".", source, YamlReader.read(source));
  }

  private static String service(String name, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s}
    spec: {ports: [{port: %d}]}
    """
        .formatted(name, port);
  }
}
