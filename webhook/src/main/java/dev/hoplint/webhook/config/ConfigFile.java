package dev.hoplint.webhook.config;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The configuration file and the last good configuration read from it. It is looked at again by
/// [#poll], by content: a ConfigMap's files are links that are exchanged, and no file event tells.
public final class ConfigFile {
  private final Path path;
  private final List<Consumer<WebhookConfig>> listeners = new CopyOnWriteArrayList<>();
  private volatile State state;

  /// @param text what the file held when it was last looked at
  /// @param good what holds
  /// @param problem why the text does not hold
  /// @param restart what of the text only a restart brings
  private record State(
      String text, WebhookConfig good, Optional<String> problem, Optional<String> restart) {}

  private ConfigFile(Path path, State state) {
    this.path = path;
    this.state = state;
  }

  /// Why a file cannot be used.
  ///
  /// @param lines one problem each, with its place where it has one
  public record Refused(List<String> lines) {
    public Refused {
      lines = List.copyOf(lines);
    }
  }

  /// A file, or why it cannot be used.
  public sealed interface Opened {
    record Usable(ConfigFile file) implements Opened {}

    record Unusable(Refused refused) implements Opened {}
  }

  /// Reads the file for the first time.
  public static Opened open(Path path) {
    try {
      String text = Files.readString(path);
      WebhookConfigReader.Read read = read(path, text);
      return read.problems().isEmpty()
          ? new Opened.Usable(
              new ConfigFile(
                  path, new State(text, read.config(), Optional.empty(), Optional.empty())))
          : new Opened.Unusable(new Refused(lines(read.problems())));
    } catch (IOException e) {
      return new Opened.Unusable(new Refused(List.of(unreadable(path, e))));
    }
  }

  /// No file: the configuration is what is given, for ever.
  public static ConfigFile none(WebhookConfig config) {
    return new ConfigFile(Path.of(""), new State("", config, Optional.empty(), Optional.empty()));
  }

  /// The last good configuration.
  public WebhookConfig current() {
    return state.good();
  }

  /// Why the file as it is now is not what holds; one sentence.
  public Optional<String> problem() {
    return state.problem();
  }

  /// What was changed in the file that only a restart brings; one sentence.
  public Optional<String> needsRestart() {
    return state.restart();
  }

  /// Calls back with every later good configuration, on the thread that polls.
  public void onChange(Consumer<WebhookConfig> listener) {
    listeners.add(listener);
  }

  /// Looks at the file again.
  ///
  /// @return whether its text is another one than before
  public synchronized boolean poll() {
    if (path.toString().isEmpty()) {
      return false;
    }
    State old = state;
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      state = new State(old.text(), old.good(), Optional.of(unreadable(path, e)), old.restart());
      return false;
    }
    if (text.equals(old.text())) {
      // The file may have been away and be back.
      if (old.problem().isPresent() && read(path, text).problems().isEmpty()) {
        state = new State(text, old.good(), Optional.empty(), old.restart());
      }
      return false;
    }
    WebhookConfigReader.Read read = read(path, text);
    if (!read.problems().isEmpty()) {
      String first = lines(read.problems()).getFirst();
      int more = read.problems().size() - 1;
      String all = more == 0 ? first : first + " (and " + more + " more)";
      state = new State(text, old.good(), Optional.of(all), old.restart());
      return true;
    }
    state = new State(text, read.config(), Optional.empty(), restart(old.good(), read.config()));
    for (Consumer<WebhookConfig> listener : listeners) {
      listener.accept(read.config());
    }
    return true;
  }

  private Optional<String> restart(WebhookConfig old, WebhookConfig now) {
    boolean same =
        old.listen().equals(now.listen())
            && old.tls().equals(now.tls())
            && old.watch().equals(now.watch())
            && old.limits().equals(now.limits())
            && old.scan().equals(now.scan())
            && old.drain().equals(now.drain());
    return same
        ? state.restart()
        : Optional.of("listen, tls, watch, limits, scan and drain change with a restart");
  }

  private static WebhookConfigReader.Read read(Path path, String text) {
    return WebhookConfigReader.read(SourceText.of(path.toString(), text), vocabulary());
  }

  private static List<String> lines(List<ConfigProblem> problems) {
    return problems.stream()
        .map(
            problem -> {
              Position at = problem.source().position(problem.span().start());
              return problem.source().name()
                  + ":"
                  + at.line()
                  + ":"
                  + at.column()
                  + ": "
                  + problem.message();
            })
        .toList();
  }

  private static String unreadable(Path path, IOException failure) {
    return switch (failure) {
      case CharacterCodingException _ -> "the configuration " + path + " is not UTF-8 text";
      case NoSuchFileException _ -> "the configuration " + path + " does not exist";
      default ->
          "cannot read the configuration " + path + ": " + failure.getClass().getSimpleName();
    };
  }

  /// The rules and controllers that a configuration may name.
  public static Vocabulary vocabulary() {
    return new Vocabulary(
        BuiltInRules.all().stream().map(rule -> rule.meta().id()).toList(),
        Dialects.all().stream().map(Dialect::id).toList());
  }
}
