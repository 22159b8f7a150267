package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoplint.cli.CommandLineTester.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the input is, a run ends with an exit code and sentences, never with a stack trace.
class HostileInputTest {
  @TempDir private Path directory;
  private CommandLineTester hoplint;

  @BeforeEach
  void start() {
    hoplint = new CommandLineTester(directory);
  }

  private Run lint(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "lint";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Run run = hoplint.run(all);
    assertThat(run.out() + run.err())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("internal error");
    assertThat(run.code()).isNotEqualTo(70);
    return run;
  }

  @Test
  void randomBytes() {
    for (int seed = 0; seed < 40; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(4000)];
      new Random(seed).nextBytes(bytes);
      hoplint.file("random.yaml", bytes);

      assertThat(lint("random.yaml").code()).isIn(1, 3);
    }
  }

  @Test
  void randomPrintableText() {
    String signs = "{}[]:,-#&*!|>'\"%@` \n\t\\?abc01.~";
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      hoplint.file("random.yaml", text.toString());

      lint("random.yaml", "--severity", "info", "--verbose");
    }
  }

  @Test
  void truncatedFiles() {
    byte[] whole =
        (Manifests.BROKEN + "---\n" + Manifests.INGRESS).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length += 7) {
      hoplint.file("cut.yaml", Arrays.copyOf(whole, length));

      lint("cut.yaml", "--severity", "info", "--format", "json");
    }
  }

  @Test
  void aSyntaxErrorIsAFindingAndHidesNoOtherDocument() {
    hoplint.file("app.yaml", "a: [1\n---\n" + Manifests.BROKEN);

    Run run = lint("app.yaml");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("error[yaml-syntax]").contains("[target-port-name-missing]");
    hoplint.file("only.yaml", "kind: [Service\n");
    assertThat(lint("only.yaml").code()).isEqualTo(1);
  }

  @Test
  void deepNesting() {
    hoplint.file("deep.yaml", "a: " + "[".repeat(100_000));
    assertThat(lint("deep.yaml").code()).isEqualTo(1);
    hoplint.file("deep.yaml", "{\"a\":".repeat(50_000));
    assertThat(lint("deep.yaml").code()).isEqualTo(1);
  }

  @Test
  void aliasBomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    hoplint.file("bomb.yaml", bomb.toString());

    assertThat(lint("bomb.yaml").code()).isEqualTo(1);
  }

  @Test
  void aFileThatIsTooLarge() throws IOException {
    Path file = hoplint.path("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100L << 20);
    }

    Run run = lint("large.yaml");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("large.yaml is larger than the limit of");
  }

  @Test
  void whatIsNotTextIsSaidSo() {
    hoplint.file("image.yaml", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, (byte) 0xff});

    assertThat(lint("image.yaml").code()).isEqualTo(3);
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    hoplint.file("secret.yaml", Manifests.HEALTHY);
    Files.setPosixFilePermissions(
        hoplint.path("secret.yaml"), PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(hoplint.path("secret.yaml")), "root may read everything");

    Run run = lint("secret.yaml");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("secret.yaml ");
  }

  @Test
  void linksThatLeadNowhereOrInACircle() throws IOException {
    hoplint.file("app/app.yaml", Manifests.HEALTHY);
    Files.createSymbolicLink(hoplint.path("app/gone.yaml"), Path.of("nowhere.yaml"));
    Files.createSymbolicLink(hoplint.path("app/self"), Path.of("."));
    Files.createSymbolicLink(hoplint.path("app/loop.yaml"), Path.of("loop.yaml"));

    Run run = lint("app");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("1 file,");

    assertThat(lint("app/gone.yaml").code()).isEqualTo(3);
    assertThat(lint("app/loop.yaml").code()).isEqualTo(3);
  }

  @Test
  void whatDoesNotExistDoesNotHideTheRest() {
    hoplint.file("app.yaml", Manifests.BROKEN);

    Run run = lint("gone.yaml", "app.yaml");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("hoplint: gone.yaml does not exist\n");
    assertThat(run.out()).contains("[target-port-name-missing]").contains("1 not readable");
  }

  @Test
  void pathsThatAreNone() {
    assertThat(lint("a\0b.yaml").code()).isEqualTo(3);
    assertThat(lint("").code()).isIn(0, 3);
    assertThat(hoplint.run("lint", "--config", "\0").code()).isEqualTo(2);
    assertThat(hoplint.run("\0").code()).isIn(2, 3);
  }

  @Test
  void escapesOfATerminalAreMadeHarmless() {
    hoplint.file(
        "app.yaml",
        Manifests.BROKEN.replace(
            "targetPort: http", "targetPort: \"\\e[2Jhttp\\u202E\" # \u001b[31m"));
    String report = hoplint.run("lint", "app.yaml", "--severity", "info").out();

    assertThat(report).doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void aReaderWhoGoesAwayIsNoError() {
    hoplint.file("app.yaml", Manifests.BROKEN);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    Run run = hoplint.runInto(closed, "lint", "app.yaml");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFullDiskIsSaidSo() {
    hoplint.file("app.yaml", Manifests.BROKEN);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Run run = hoplint.runInto(full, "lint", "app.yaml");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("hoplint: cannot write to standard output: No space left on device\n");
  }

  @Test
  void aMistakeOfHoplintIsOneLineUnlessMoreIsAskedFor() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("of the test");
          }
        };
    hoplint.file("app.yaml", Manifests.BROKEN);

    Run brief = hoplint.runInto(broken, "lint", "app.yaml");
    Run verbose = hoplint.runInto(broken, "lint", "app.yaml", "--verbose");

    assertThat(brief.code()).isEqualTo(70);
    assertThat(brief.err().lines()).hasSize(1);
    assertThat(brief.err()).startsWith("hoplint: internal error: ");
    assertThat(verbose.code()).isEqualTo(70);
    assertThat(verbose.err()).contains("\tat dev.hoplint");
  }
}
