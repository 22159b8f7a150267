package dev.hoplint.schema;

import java.util.Locale;

/// The checks behind [ValueFormat], each one pass over the text.
final class FormatChecks {
  private FormatChecks() {}

  static boolean check(ValueFormat format, String text) {
    return switch (format) {
      case INT32, INT64, INT_OR_STRING -> true;
      case QUANTITY -> isQuantity(text);
      case INT_OR_PERCENT -> isPercent(text);
      case PORT, TARGET_PORT, PORT_NAME -> isPortName(text);
      case DNS_LABEL -> isDnsLabel(text, 0, text.length());
      case DNS_NAME -> isDnsName(text);
      case WILDCARD_DNS_NAME -> isDnsName(text.startsWith("*.") ? text.substring(2) : text);
      case INGRESS_HOST ->
          !isIpAddress(text) && isDnsName(text.startsWith("*.") ? text.substring(2) : text);
      case QUALIFIED_NAME -> isQualifiedName(text);
      case ANNOTATION_NAME -> isQualifiedName(text.toLowerCase(Locale.ROOT));
      case LABEL_VALUE -> isWord(text, 0, text.length());
      case CONFIG_MAP_KEY -> isConfigMapKey(text);
      case ENV_NAME -> text.chars().allMatch(c -> c > ' ' - 1 && c < 127 && c != '=');
      case HEADER_NAME -> text.chars().allMatch(c -> c < 127 && (isLetterOrDigit(c) || c == '-'));
      case ABSOLUTE_PATH -> text.charAt(0) == '/';
      case DOMAIN_PREFIXED_PATH -> isDomainPrefixedPath(text);
      case IP -> isIpAddress(text);
      case IP_OR_NONE -> text.equals("None") || isIpAddress(text);
      case CIDR -> isCidr(text);
      case CRON -> isSchedule(text);
    };
  }

  /// `IsDNS1123Label` for a part of a text.
  private static boolean isDnsLabel(String text, int start, int end) {
    if (end - start < 1 || end - start > 63) {
      return false;
    }
    return isDnsPart(text, start, end);
  }

  private static boolean isDnsPart(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean edge = i == start || i == end - 1;
      if (!(isLower(c) || isDigit(c) || (c == '-' && !edge))) {
        return false;
      }
    }
    return end > start;
  }

  /// `IsDNS1123Subdomain`: the length of a part is not checked there.
  private static boolean isDnsName(String text) {
    if (text.length() > 253) {
      return false;
    }
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (!isDnsPart(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isDnsPart(text, start, text.length());
  }

  /// `IsValidPortName`.
  private static boolean isPortName(String text) {
    if (text.length() > 15) {
      return false;
    }
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letter |= isLower(c);
      boolean dash = c == '-' && i > 0 && i < text.length() - 1 && text.charAt(i - 1) != '-';
      if (!(isLower(c) || isDigit(c) || dash)) {
        return false;
      }
    }
    return letter;
  }

  /// `IsQualifiedName`.
  private static boolean isQualifiedName(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0 && (slash == 0 || !isDnsName(text.substring(0, slash)))) {
      return false;
    }
    return slash + 1 < text.length() && isWord(text, slash + 1, text.length());
  }

  private static boolean isWord(String text, int start, int end) {
    if (end - start > 63) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean edge = i == start || i == end - 1;
      if (!(isLetterOrDigit(c) || (!edge && (c == '-' || c == '_' || c == '.')))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConfigMapKey(String text) {
    return text.length() <= 253
        && !text.equals(".")
        && !text.startsWith("..")
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
  }

  /// `IsDomainPrefixedPath`.
  private static boolean isDomainPrefixedPath(String text) {
    int slash = text.indexOf('/');
    return slash > 0 && slash < text.length() - 1 && isDnsName(text.substring(0, slash));
  }

  /// `resource.ParseQuantity`: a signed decimal with a suffix or an exponent.
  private static boolean isQuantity(String text) {
    int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    int digits = 0;
    boolean dot = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isDigit(c)) {
        digits++;
      } else if (c == '.' && !dot) {
        dot = true;
      } else {
        break;
      }
    }
    return digits > 0 && isQuantitySuffix(text.substring(at));
  }

  private static boolean isQuantitySuffix(String suffix) {
    return switch (suffix) {
      case "", "n", "u", "m", "k", "M", "G", "T", "P", "E" -> true;
      case "Ki", "Mi", "Gi", "Ti", "Pi", "Ei" -> true;
      default -> {
        if (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E') {
          yield false;
        }
        int at = suffix.charAt(1) == '+' || suffix.charAt(1) == '-' ? 2 : 1;
        yield at < suffix.length() && isDigits(suffix, at, suffix.length());
      }
    };
  }

  private static boolean isPercent(String text) {
    int end = text.length() - 1;
    return end > 0 && text.charAt(end) == '%' && isDigits(text, 0, end);
  }

  private static boolean isDigits(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1 || text.length() - slash > 4) {
      return false;
    }
    String address = text.substring(0, slash);
    int most = address.indexOf(':') < 0 ? 32 : 128;
    return isIpAddress(address)
        && isDigits(text, slash + 1, text.length())
        && Integer.parseInt(text.substring(slash + 1)) <= most;
  }

  static boolean isIpAddress(String text) {
    if (text.length() > 45) {
      return false;
    }
    return text.indexOf(':') < 0 ? isIpv4(text) : isIpv6(text);
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean number = !part.isEmpty() && part.length() <= 3 && isDigits(part, 0, part.length());
      if (!number || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    String hex = text;
    int words = 8;
    if (text.indexOf('.') > 0) {
      int last = text.lastIndexOf(':');
      if (!isIpv4(text.substring(last + 1))) {
        return false;
      }
      hex = text.substring(0, text.charAt(last - 1) == ':' ? last + 1 : last);
      words = 6;
    }
    int gap = hex.indexOf("::");
    if (gap >= 0 && hex.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    if (gap < 0) {
      return countWords(hex) == words;
    }
    int before = gap == 0 ? 0 : countWords(hex.substring(0, gap));
    String rest = hex.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : countWords(rest);
    return before >= 0 && after >= 0 && before + after < words;
  }

  /// How many groups of one to four hexadecimal digits; negative where one is none.
  private static int countWords(String text) {
    String[] parts = text.split(":", -1);
    for (String part : parts) {
      if (part.isEmpty() || part.length() > 4) {
        return -100;
      }
      for (int i = 0; i < part.length(); i++) {
        if (Character.digit(part.charAt(i), 16) < 0 || part.charAt(i) > 'f') {
          return -100;
        }
      }
    }
    return parts.length;
  }

  /// The number of fields only; their content is left to the API server (`cron.ParseStandard`).
  private static boolean isSchedule(String text) {
    if (text.startsWith("@")) {
      return true;
    }
    int fields = 0;
    boolean inField = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\n';
      fields += !space && !inField ? 1 : 0;
      inField = !space;
    }
    return fields == 5;
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterOrDigit(int c) {
    return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
  }
}
