package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
import java.util.Optional;

/// Annotations that do nothing for reasons of their own.
///
/// @param words the rest of `Annotation "x" does nothing`
record UselessSetting(String words, String help, Certainty certainty) {
  private static final long DEFAULT_TOTAL = 100;

  static Optional<UselessSetting> of(ServedIngress served, String name) {
    Annotations annotations = served.annotations();
    return switch (name) {
      case "ssl-passthrough" -> annotations.isTrue(name) ? passthrough(served) : Optional.empty();
      case "http2-push-preload" ->
          annotations.isTrue(name) && served.version().isAtLeast(1, 10, 0)
              ? certain(" since nginx 1.25 (controller 1.10)", "remove it")
              : Optional.empty();
      case "auth-keepalive" -> keepAlive(served);
      case "limit-rate" -> limitRate(served);
      case "canary-weight-total" ->
          annotations.number(name).filter(total -> total < DEFAULT_TOTAL).isPresent()
              ? certain(
                  ": only totals above 100 count, so the weight is a share of 100",
                  "give canary-weight in percent")
              : Optional.empty();
      case "x-forwarded-prefix" ->
          annotations.text("rewrite-target").filter("/"::equals).isPresent() && onlyRoot(served)
              ? certain(" where rewrite-target \"/\" on path \"/\" rewrites nothing", "remove it")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<UselessSetting> certain(String words, String help) {
    return Optional.of(new UselessSetting(words, help, Certainty.CERTAIN));
  }

  private static Optional<UselessSetting> passthrough(ServedIngress served) {
    Setting flag = served.settings().flag("enable-ssl-passthrough");
    return flag.is(true)
        ? Optional.empty()
        : Optional.of(
            new UselessSetting(
                " where the controller runs without --enable-ssl-passthrough"
                    + (flag.isKnown() ? "" : " (its flags are not in the input)"),
                "start the controller with --enable-ssl-passthrough",
                flag.certainty()));
  }

  private static Optional<UselessSetting> keepAlive(ServedIngress served) {
    Setting http2 = served.settings().get("use-http2");
    boolean wanted = served.annotations().number("auth-keepalive").filter(n -> n > 0).isPresent();
    return wanted && served.settings().bool("use-http2")
        ? Optional.of(
            new UselessSetting(
                " while the controller's use-http2 is on", "remove it", http2.certainty()))
        : Optional.empty();
  }

  private static Optional<UselessSetting> limitRate(ServedIngress served) {
    boolean wanted = served.annotations().number("limit-rate").filter(n -> n > 0).isPresent();
    Optional<String> own = served.annotations().text("proxy-buffering");
    Setting global = served.settings().get("proxy-buffering");
    return wanted && own.orElse(global.value()).equals("off")
        ? Optional.of(
            new UselessSetting(
                " while proxy-buffering is off",
                "set proxy-buffering: \"on\"",
                own.isPresent() ? Certainty.LIKELY : global.certainty().atMost(Certainty.LIKELY)))
        : Optional.empty();
  }

  private static boolean onlyRoot(ServedIngress served) {
    return served.ingress().rules().stream()
        .flatMap(rule -> rule.paths().stream())
        .allMatch(path -> path.path().or("/").equals("/") || path.path().is(""));
  }
}
