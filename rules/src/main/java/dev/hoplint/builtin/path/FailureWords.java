package dev.hoplint.builtin.path;

import dev.hoplint.dialect.nginx.ConfigFailure;
import dev.hoplint.dialect.nginx.ConfigFailure.Culprit;
import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refused configurations in sentences.
final class FailureWords {
  private FailureWords() {}

  /// What is wrong, without naming a value twice.
  static String reason(ConfigFailure failure) {
    String what = failure.culprits().getFirst().what() + " ";
    return failure.why().startsWith(what)
        ? "it " + failure.why().substring(what.length())
        : failure.why();
  }

  /// `Path "/docs/" and path "/docs" of Ingress "shop" make`.
  static String subject(List<Culprit> culprits) {
    Ingress from = culprits.getFirst().ingress();
    Map<String, Set<String>> byOwner = new LinkedHashMap<>();
    for (Culprit one : culprits) {
      String owner = one.ingress().quoted() + Hosts.namespace(one.ingress(), from);
      byOwner.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).add(one.what());
    }
    List<String> parts = new ArrayList<>();
    byOwner.forEach((owner, what) -> parts.add(String.join(" and ", what) + " of " + owner));
    String text = String.join(" and ", parts);
    boolean repeated = byOwner.size() == 1 && !text.contains(" and ") && culprits.size() > 1;
    return (text.startsWith("path") ? "P" + text.substring(1) : text)
        + (repeated ? ", written more than once," : "")
        + (culprits.size() > 1 && !repeated ? " make" : " makes");
  }

  /// What to change.
  static String help(ConfigFailure failure) {
    return switch (failure.kind()) {
      case DUPLICATE_LOCATION, DUPLICATE_AUTH_LOCATION -> "keep one of the two paths";
      case INVALID_REGEX -> "correct the regular expression, or escape what is meant literally";
      case UNQUOTED_PATH -> "leave the character out of the path, or update the controller";
      case VALUE, COMBINATION, SERVER_ALIAS -> "write values that nginx takes, or leave them out";
    };
  }
}
