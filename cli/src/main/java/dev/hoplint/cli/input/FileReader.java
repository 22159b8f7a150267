package dev.hoplint.cli.input;

import dev.hoplint.intake.InputFile;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/// Reads one file into a text and its documents.
final class FileReader {
  /// Largest file, in bytes: eight times the largest that was met in public repositories.
  static final int LARGEST = 32 << 20;

  /// A file, or the reason why it could not be read.
  sealed interface Result {
    /// A file that was read.
    record Read(InputFile file) implements Result {}

    /// A file that could not be read.
    record Failed(InputProblem problem) implements Result {}
  }

  private FileReader() {}

  static Result read(FoundFile file) {
    try {
      if (Files.size(file.path()) > LARGEST) {
        return failed(file, tooLarge());
      }
      try (InputStream in = Files.newInputStream(file.path())) {
        return read(file, in);
      }
    } catch (IOException e) {
      return failed(file, Failures.sentence(e));
    }
  }

  static Result read(FoundFile file, InputStream in) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      return failed(file, Failures.sentence(e));
    }
    if (bytes.length > LARGEST) {
      return failed(file, tooLarge());
    }
    return switch (TextDecoder.decode(bytes)) {
      case TextDecoder.Decoded.Refused(String message) -> failed(file, message);
      case TextDecoder.Decoded.Text(String text) -> new Result.Read(parse(file, text));
    };
  }

  private static InputFile parse(FoundFile file, String text) {
    SourceText source = SourceText.of(file.printed(), text);
    List<Document> documents =
        file.isNamed() || mayBeKubernetes(file, text) ? YamlReader.read(source) : List.of();
    return new InputFile(file.printed(), file.argument(), source, documents);
  }

  /// A text without any of these words is neither an object nor a kustomization nor a patch: large
  /// trees hold many of them (locks, translations, fixtures), and reading them costs time.
  private static boolean mayBeKubernetes(FoundFile file, String text) {
    return text.contains("kind")
        || text.contains("apiVersion")
        || (text.contains("op") && text.contains("path"))
        || file.printed().toLowerCase(Locale.ROOT).contains("kustomization");
  }

  private static String tooLarge() {
    return "is larger than the limit of " + (LARGEST >> 20) + " MiB";
  }

  private static Result failed(FoundFile file, String message) {
    return new Result.Failed(new InputProblem(file.printed(), message));
  }
}
