package dev.hoplint.webhook.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void anotherTextIsAnotherConfiguration() throws IOException {
    ConfigFile file = open("mode: warn");
    List<Mode> told = new ArrayList<>();
    file.onChange(config -> told.add(config.mode()));

    assertThat(file.poll()).isFalse();
    write("mode: enforce-local");
    assertThat(file.poll()).isTrue();

    assertThat(file.current().mode()).isEqualTo(Mode.ENFORCE_LOCAL);
    assertThat(told).containsExactly(Mode.ENFORCE_LOCAL);
    assertThat(file.problem()).isEmpty();
  }

  @Test
  void theLinksOfAConfigMapAreFollowed() throws IOException {
    Path first = Files.createDirectory(folder.resolve("..2026_1"));
    Path second = Files.createDirectory(folder.resolve("..2026_2"));
    Files.writeString(first.resolve("config.yaml"), "mode: warn");
    Files.writeString(second.resolve("config.yaml"), "mode: off");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
    Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data/config.yaml"));
    ConfigFile file = opened();

    Files.delete(data);
    Files.createSymbolicLink(data, second);
    file.poll();

    assertThat(file.current().mode()).isEqualTo(Mode.OFF);
  }

  @Test
  void aBadTextLeavesTheLastGoodOneAndIsReported() throws IOException {
    ConfigFile file = open("mode: enforce-local");
    write("mode: enforce-lokal\nmod: x");
    file.poll();

    assertThat(file.current().mode()).isEqualTo(Mode.ENFORCE_LOCAL);
    assertThat(file.problem())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("config.yaml:1:7: unknown value of \"mode\"")
                    .endsWith("(and 1 more)"));

    write("mode: warn");
    file.poll();
    assertThat(file.problem()).isEmpty();
    assertThat(file.current().mode()).isEqualTo(Mode.WARN);
  }

  @Test
  void aFileThatIsAwayForAMomentChangesNothing() throws IOException {
    ConfigFile file = open("mode: off");
    Files.delete(folder.resolve("config.yaml"));
    file.poll();
    assertThat(file.current().mode()).isEqualTo(Mode.OFF);
    assertThat(file.problem())
        .hasValueSatisfying(text -> assertThat(text).endsWith("does not exist"));

    write("mode: off");
    file.poll();
    assertThat(file.problem()).isEmpty();
  }

  @Test
  void whatOnlyARestartBringsIsSaid() throws IOException {
    ConfigFile file = open("mode: off");
    write("listen: {port: 1}");
    file.poll();
    assertThat(file.needsRestart()).isPresent();
  }

  @Test
  void aBadFileIsRefusedAtTheStart() throws IOException {
    write("mode: of");
    assertThat(ConfigFile.open(folder.resolve("config.yaml")))
        .isInstanceOf(ConfigFile.Opened.Unusable.class);
    assertThat(ConfigFile.open(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigFile.Opened.Unusable.class);
  }

  private ConfigFile open(String text) throws IOException {
    write(text);
    return opened();
  }

  private ConfigFile opened() {
    return switch (ConfigFile.open(folder.resolve("config.yaml"))) {
      case ConfigFile.Opened.Usable usable -> usable.file();
      case ConfigFile.Opened.Unusable unusable ->
          throw new AssertionError(unusable.refused().lines());
    };
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), text);
  }
}
