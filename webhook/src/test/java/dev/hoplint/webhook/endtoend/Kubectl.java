package dev.hoplint.webhook.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real kubectl.
///
/// @param folder for what it says
record Kubectl(Path program, Path kubeconfig, Path folder) {
  /// How it ended, and what its user sees.
  record Result(int code, String output, String errors) {}

  /// Runs it with a standard input.
  Result run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of("--kubeconfig", kubeconfig.toString(), "--cache-dir", folder + "/cache"));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(folder, "output", "");
      Path errors = Files.createTempFile(folder, "errors", "");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("kubectl does not end");
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }
}
