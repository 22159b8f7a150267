package dev.hoplint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @Test
  void everyFileHoldsOneApplicationOfItsNamespace(@TempDir Path folder) throws IOException {
    Corpus.write(folder, 120);

    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files).hasSize(120);
    }
    assertThat(folder.resolve("region-0/team-2/app-119.yaml"))
        .content()
        .contains("kind: Ingress", "kind: Service", "kind: Deployment", "namespace: team-2")
        .doesNotContain("{");
  }

  @Test
  void fewApplicationsAreBroken() {
    assertThat(Corpus.application(99, 1)).contains("targetPort: https");
    assertThat(Corpus.application(249, 4)).contains("name: app-249-gone");
    assertThat(Corpus.application(7, 0)).contains("targetPort: http\n").doesNotContain("gone");
  }
}
