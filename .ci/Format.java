import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over the Java files of all modules: `Format ROOT check` names the files
/// that are not formatted and fails, `Format ROOT write` formats them in place.
///
/// The build starts it on the JDK 25 of the toolchain, because the formatter needs a newer JDK than
/// the one that Maven itself may run on.
final class Format {
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    boolean check = !arguments[1].equals("write");
    List<String> formatter = new ArrayList<>();
    formatter.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    formatter.addAll(javaFiles(root));
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int code = new Main(out, out, System.in).format(formatter.toArray(String[]::new));
    out.flush();
    if (code != 0) {
      System.err.print(output.toString().replace(root + "/", "  "));
      System.err.println(
          check
              ? "The files above are not formatted. Format them with: mvn -N validate"
                  + " -Dformat=write"
              : "The formatter could not read a file.");
      System.exit(1);
    }
  }

  private static List<String> javaFiles(Path root) throws IOException {
    List<String> files = new ArrayList<>();
    files.add(root.resolve(".ci/Format.java").toString());
    files.add(root.resolve("cli/launcher/MergeJars.java").toString());
    for (String module : List.of("rules", "cluster", "harness", "cli", "webhook", "bench")) {
      Path sources = root.resolve(module).resolve("src");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> walk = Files.walk(sources)) {
          walk.filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .forEach(file -> files.add(file.toString()));
        }
      }
    }
    return files;
  }
}
