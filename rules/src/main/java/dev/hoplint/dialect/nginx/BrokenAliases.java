package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.outcome.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names of `server-alias` that nginx refuses as `server_name`.
final class BrokenAliases {
  private static final String NAME = "server-alias";

  private BrokenAliases() {}

  static List<ConfigFailure> of(ReadIngress read) {
    List<ConfigFailure> found = new ArrayList<>();
    if (!(read.annotations().value(NAME)
        instanceof AnnotationValue.Valid(String list, var place))) {
      return found;
    }
    for (String alias : list.split(",", -1)) {
      problem(alias.strip())
          .ifPresent(
              why ->
                  found.add(
                      new ConfigFailure(
                          ConfigFailure.Kind.SERVER_ALIAS,
                          why,
                          List.of(
                              new ConfigFailure.Culprit(
                                  read.ingress(), NAME + " \"" + alias.strip() + "\"", place)),
                          Certainty.LIKELY)));
    }
    return found;
  }

  private static Optional<String> problem(String alias) {
    if (alias.startsWith("~")) {
      return Pcre.parse(alias.substring(1)) instanceof Pcre.Invalid(String why)
          ? Optional.of("pcre2_compile() failed: " + why + " in \"" + alias.substring(1) + "\"")
          : Optional.empty();
    }
    int star = alias.indexOf('*');
    boolean wildcard =
        star < 0
            || (alias.indexOf('*', star + 1) < 0
                && ((alias.startsWith("*.") && alias.length() > 2)
                    || (alias.endsWith(".*") && alias.length() > 2)));
    return wildcard
        ? Optional.empty()
        : Optional.of("invalid server name or wildcard \"" + alias + "\"");
  }
}
