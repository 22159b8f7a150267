package dev.hoplint.dialect.nginx.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A real nginx: tests configurations, and runs one.
final class RealNginx implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx");

  private static final Path MODULES = Path.of("/usr/lib/nginx/modules");
  private static final long PATIENCE = 20_000;

  private final Process process;

  private RealNginx(Process process) {
    this.process = process;
  }

  /// The binary. Without one, tests are skipped with a loud word, and fail where CI is `true`.
  static String binary() {
    Optional<String> found =
        PLACES.stream().filter(one -> Files.isExecutable(Path.of(one))).findFirst();
    if (found.isEmpty()) {
      String why = "nginx is not installed: the model of ingress-nginx is NOT compared with it";
      System.err.println("SKIPPED: " + why);
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(why);
      }
      Assumptions.abort(why);
    }
    return found.orElseThrow();
  }

  /// Lines that load the Lua module; empty where it is not installed.
  static String luaModules() {
    Path ndk = MODULES.resolve("ndk_http_module.so");
    Path lua = MODULES.resolve("ngx_http_lua_module.so");
    boolean both = Files.exists(ndk) && Files.exists(lua);
    if (!both) {
      String why = "nginx has no Lua module: the TLS redirect is NOT compared with it";
      System.err.println("SKIPPED: " + why);
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(why);
      }
    }
    return both ? "load_module " + ndk + ";\nload_module " + lua + ";\n" : "";
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `nginx -t` says; empty where the configuration is fine.
  static Optional<String> problem(Path folder, String configuration) {
    try {
      Path file = write(folder, configuration);
      Process test = start(folder, file, "-t");
      String output = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return test.waitFor() == 0
          ? Optional.empty()
          : Optional.of(
              output.lines().filter(line -> line.contains("[emerg]")).findFirst().orElse(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts nginx and waits until its port answers.
  static RealNginx run(Path folder, String configuration, int port) {
    try {
      Path file = write(folder, configuration);
      RealNginx nginx = new RealNginx(start(folder, file, "-g", "daemon off;"));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
      while (!answers(port)) {
        if (!nginx.process.isAlive() || System.nanoTime() > end) {
          String output =
              nginx.process.isAlive()
                  ? "no answer"
                  : new String(
                      nginx.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          nginx.close();
          throw new IllegalStateException("nginx does not start: " + output);
        }
        Thread.sleep(20);
      }
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Path write(Path folder, String configuration) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration, StandardCharsets.UTF_8);
    return file;
  }

  private static Process start(Path folder, Path file, String... more) throws IOException {
    java.util.ArrayList<String> command = new java.util.ArrayList<>();
    command.add(binary());
    command.addAll(List.of("-p", folder.toString(), "-c", file.toString(), "-e", "stderr"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
