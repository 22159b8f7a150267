package dev.hoplint.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whole outputs that are compared with a file. `-Dgolden=update` writes the file and then fails,
/// so that an update is always looked at.
public final class Golden {
  private Golden() {}

  public static void check(Path file, String actual) {
    try {
      if (System.getProperty("golden", "").equals("update")) {
        String before = Files.exists(file) ? Files.readString(file) : "";
        if (!before.equals(actual)) {
          Files.writeString(file, actual);
          fail(
              "wrote "
                  + file.getFileName()
                  + ": read the difference, then run again without update");
        }
        return;
      }
      assertThat(actual)
          .as(file.toString())
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
