package dev.hoplint.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hoplint.intake.InputFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ManifestSourceTest {
  private static final String SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";

  @TempDir Path directory;

  @Test
  void foldersAreReadInTheOrderOfPaths() throws IOException {
    write("k8s/b.yaml", SERVICE);
    write("k8s/a/z.yml", SERVICE);
    write("k8s/c.json", "{}");
    write("k8s/Kustomization", "resources: []\n");
    write("k8s/notes.txt", "kind: x");
    write("k8s/.hidden/x.yaml", SERVICE);
    write(".github/workflows/x.yaml", SERVICE);
    assertThat(paths(read(".")))
        .containsExactly("k8s/Kustomization", "k8s/a/z.yml", "k8s/b.yaml", "k8s/c.json");
  }

  @Test
  void pathsArePrintedAsTheyAreGiven() throws IOException {
    write("k8s/a.yaml", SERVICE);
    assertThat(paths(read("./k8s/"))).containsExactly("k8s/a.yaml");
    assertThat(paths(read("k8s/a.yaml"))).containsExactly("k8s/a.yaml");
    assertThat(paths(read("./k8s/../k8s"))).containsExactly("k8s/a.yaml");
    String absolute = directory.resolve("k8s").toString();
    assertThat(paths(read(absolute))).containsExactly(absolute + "/a.yaml");
    Path inside = directory.resolve("k8s");
    assertThat(paths(ManifestSource.read(inside, empty(), List.of("../k8s"), List.of(), 1)))
        .containsExactly("../k8s/a.yaml");
  }

  @Test
  void aFileKeepsTheFirstArgumentThatLedToIt() throws IOException {
    write("k8s/a.yaml", SERVICE);
    ManifestInput input = read("k8s", "k8s/a.yaml", ".");
    assertThat(input.files()).hasSize(1);
    assertThat(input.files().getFirst().argument()).isEqualTo("k8s");
    assertThat(read("k8s/a.yaml").files().getFirst().argument()).isEqualTo("k8s/a.yaml");
  }

  @Test
  void standardInputIsReadOnce() {
    InputStream in = stream(SERVICE);
    ManifestInput input = ManifestSource.read(directory, in, List.of("-", "-"), List.of(), 1);
    assertThat(paths(input)).containsExactly("-");
    assertThat(input.files().getFirst().documents()).hasSize(1);
  }

  @Test
  void gitIgnoreFilesNestAndReachUpToTheRepository() throws IOException {
    Files.createDirectories(directory.resolve(".git"));
    write(".gitignore", "build/\n*.gen.yaml\n/k8s/top.yaml\n");
    write("k8s/.gitignore", "!keep.gen.yaml\nlocal.yaml\n");
    write("k8s/a.yaml", SERVICE);
    write("k8s/top.yaml", SERVICE);
    write("k8s/x.gen.yaml", SERVICE);
    write("k8s/keep.gen.yaml", SERVICE);
    write("k8s/sub/local.yaml", SERVICE);
    write("k8s/build/b.yaml", SERVICE);
    assertThat(paths(read("."))).containsExactly("k8s/a.yaml", "k8s/keep.gen.yaml");
    assertThat(paths(read("k8s"))).containsExactly("k8s/a.yaml", "k8s/keep.gen.yaml");
    assertThat(paths(read("k8s/build"))).containsExactly("k8s/build/b.yaml");
    assertThat(paths(read("k8s/x.gen.yaml"))).containsExactly("k8s/x.gen.yaml");
  }

  @Test
  void gitIgnoreFilesOutsideOfTheRepositoryDoNotCount() throws IOException {
    write(".gitignore", "*.yaml\n");
    write("repository/.git/HEAD", "");
    write("repository/a.yaml", SERVICE);
    assertThat(paths(read("repository"))).containsExactly("repository/a.yaml");
  }

  @Test
  void excludedPathsAreCounted() throws IOException {
    write("k8s/a.yaml", SERVICE);
    write("k8s/charts/b.yaml", SERVICE);
    ManifestInput input =
        ManifestSource.read(
            directory, empty(), List.of("k8s", "k8s/a.yaml"), List.of("charts", "**/a.yaml"), 1);
    assertThat(input.files()).isEmpty();
    assertThat(input.excluded()).isEqualTo(3);
  }

  @Test
  void linksToFilesAreFollowedAndLoopsEnd() throws IOException {
    write("real/a.yaml", SERVICE);
    Files.createDirectories(directory.resolve("k8s"));
    link("k8s/link.yaml", "../real/a.yaml");
    link("k8s/loop", ".");
    link("k8s/folder.yaml", "../real");
    link("k8s/dangling.yaml", "nowhere");
    link("k8s/self.yaml", "self.yaml");
    ManifestInput input = read("k8s");
    assertThat(paths(input)).containsExactly("k8s/link.yaml");
    assertThat(input.problems()).isEmpty();
    assertThat(input.brokenLinks()).isEqualTo(2);
  }

  @Test
  void aLinkToAFolderThatIsNamedIsRead() throws IOException {
    write("real/sub/a.yaml", SERVICE);
    link("current", "real");
    assertThat(paths(read("current"))).containsExactly("current/sub/a.yaml");
  }

  @Test
  void whatIsNamedAndCannotBeReadIsAProblem() throws IOException {
    link("dangling.yaml", "nowhere");
    assertThat(read("missing.yaml", "dangling.yaml", "a\0b").problems())
        .containsExactly(
            new InputProblem("a\0b", "is not a path"),
            new InputProblem("dangling.yaml", "is a link that leads nowhere"),
            new InputProblem("missing.yaml", "does not exist"));
  }

  @Test
  void whatIsNoTextIsAProblemWithItsPlace() throws IOException {
    Files.write(directory.resolve("binary.yaml"), new byte[] {'a', '\n', 0});
    Files.write(
        directory.resolve("latin.yaml"), "a: 1\nb: é".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(directory.resolve("odd.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});
    assertThat(read(".").problems())
        .containsExactly(
            new InputProblem("binary.yaml", "is not text: it holds a NUL byte in line 2, byte 1"),
            new InputProblem("latin.yaml", "is not UTF-8 in line 2, byte 4: byte 0xE9"),
            new InputProblem("odd.yaml", "is not UTF-16LE in line 1, byte 3: byte 0x61"));
  }

  @Test
  void utf16AndReplacementCharactersAreText() throws IOException {
    Files.write(
        directory.resolve("a.yaml"), ("\uFEFF" + SERVICE).getBytes(StandardCharsets.UTF_16LE));
    Files.write(
        directory.resolve("b.yaml"), ("\uFEFF" + SERVICE).getBytes(StandardCharsets.UTF_16BE));
    write("c.yaml", SERVICE + "# \uFFFD\n");
    ManifestInput input = read(".");
    assertThat(input.problems()).isEmpty();
    assertThat(input.files()).hasSize(3);
    assertThat(input.files().getFirst().source().text()).isEqualTo(SERVICE);
  }

  @Test
  void aFileOverTheLimitIsRefused() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("big.yaml").toFile(), "rw")) {
      file.setLength(100L << 20);
    }
    assertThat(read(".").problems())
        .containsExactly(new InputProblem("big.yaml", "is larger than the limit of 32 MiB"));
    assertThat(read("big.yaml").problems()).hasSize(1);
  }

  @Test
  void anEndlessStandardInputIsRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };
    assertThat(ManifestSource.read(directory, endless, List.of("-"), List.of(), 1).problems())
        .containsExactly(new InputProblem("-", "is larger than the limit of 32 MiB"));
  }

  @Test
  @Timeout(30)
  void pipesInFoldersAreNotOpened() throws IOException, InterruptedException {
    write("a.yaml", SERVICE);
    Process made = new ProcessBuilder("mkfifo", directory.resolve("pipe.yaml").toString()).start();
    assumeThat(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0).isTrue();
    assertThat(paths(read("."))).containsExactly("a.yaml");
  }

  @Test
  void whatMayNotBeReadIsAProblem() throws IOException {
    write("k8s/a.yaml", SERVICE);
    Path file = directory.resolve("k8s/a.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    assertThat(read(".").problems())
        .containsExactly(new InputProblem("k8s/a.yaml", "cannot be read: permission denied"));
  }

  @Test
  void theNumberOfJobsDoesNotMatter() throws IOException {
    for (int i = 0; i < 200; i++) {
      write("k8s/" + i % 7 + "/s" + i + ".yaml", i % 10 == 0 ? "\0" : SERVICE);
    }
    ManifestInput one = ManifestSource.read(directory, empty(), List.of("."), List.of(), 1);
    ManifestInput many = ManifestSource.read(directory, empty(), List.of("."), List.of(), 8);
    assertThat(paths(many)).isEqualTo(paths(one)).hasSize(180);
    assertThat(many.problems()).isEqualTo(one.problems()).hasSize(20);
  }

  @Test
  void whatIsNothingForKubernetesIsNotParsed() throws IOException {
    write("lock.json", "{\"name\": \"x\", \"version\": 1}");
    assertThat(read(".").files().getFirst().documents()).isEmpty();
    assertThat(read("lock.json").files().getFirst().documents()).hasSize(1);
  }

  @Test
  void aManifestBesideNamedFilesIsKnownToBeUnread() throws IOException {
    write("k8s/ingress.yaml", SERVICE);
    write("k8s/services/web.yaml", SERVICE);
    write("k8s/values.yaml", "replicas: 2\n");
    assertThat(read("k8s/ingress.yaml").unread()).contains("services/web.yaml");
    assertThat(read("k8s/ingress.yaml", "k8s/services/web.yaml").unread()).isEmpty();
    assertThat(read("k8s/ingress.yaml", "k8s/services").unread()).isEmpty();
    assertThat(read("k8s").unread()).isEmpty();
    assertThat(read("k8s/services/web.yaml").unread()).isEmpty();
  }

  private ManifestInput read(String... arguments) {
    return ManifestSource.read(directory, empty(), List.of(arguments), List.of(), 2);
  }

  private static List<String> paths(ManifestInput input) {
    return input.files().stream().map(InputFile::path).toList();
  }

  private static InputStream empty() {
    return stream("");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(path), Path.of(target));
  }
}
