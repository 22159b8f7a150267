package dev.hoplint.builtin.backend;

import java.util.Locale;
import java.util.regex.Pattern;

/// What an ExternalName can be.
final class ExternalNames {
  private static final int LONGEST_NAME = 253;
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 =
      Pattern.compile("\\[?[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}\\]?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,251}[a-z0-9])?");

  private ExternalNames() {}

  static boolean isIpLiteral(String name) {
    return name.length() < 48
        && (IPV4.matcher(withoutDot(name)).matches() || IPV6.matcher(name).matches());
  }

  static boolean isLocalhost(String name) {
    String bare = withoutDot(name);
    return bare.equals("localhost") || bare.equals("localhost.localdomain");
  }

  /// Whether the API server takes it: a DNS-1123 subdomain, with or without a final dot
  /// (pkg/apis/core/validation, `ValidateService`).
  static boolean isDnsName(String name) {
    String bare = withoutDot(name);
    if (bare.isEmpty() || bare.length() > LONGEST_NAME) {
      return false;
    }
    for (String label : bare.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is a name of the cluster or of a private network, whose servers as a rule hold one
  /// application and do not look at the Host header.
  static boolean isPrivate(String name) {
    String bare = withoutDot(name).toLowerCase(Locale.ROOT);
    if (bare.indexOf('.') < 0 || bare.endsWith(".svc") || bare.contains(".svc.")) {
      return true;
    }
    String last = bare.substring(bare.lastIndexOf('.') + 1);
    return switch (last) {
      case "internal",
          "intranet",
          "local",
          "localdomain",
          "lan",
          "corp",
          "home",
          "private",
          "arpa" ->
          true;
      default -> false;
    };
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
