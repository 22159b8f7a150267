package dev.hoplint.dialect.nginx;

/// IP addresses and ranges as Go's `net.ParseIP` and `net.ParseCIDR` read them.
final class ValidatorAddresses {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int V6_GROUPS = 8;

  private ValidatorAddresses() {}

  /// Whether every item of a comma list is an address or a range.
  static boolean allIn(String list) {
    for (String item : list.split(",", -1)) {
      if (!isAddressOrRange(item.strip())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAddressOrRange(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return isV4(text) || isV6(text);
    }
    String address = text.substring(0, slash);
    String bits = text.substring(slash + 1);
    int most = isV4(address) ? V4_BITS : isV6(address) ? V6_BITS : -1;
    return !bits.isEmpty()
        && bits.length() <= 3
        && bits.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(bits) <= most;
  }

  private static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean digits = !part.isEmpty() && part.length() <= 3;
      for (int i = 0; i < part.length(); i++) {
        digits &= part.charAt(i) >= '0' && part.charAt(i) <= '9';
      }
      if (!digits || (part.length() > 1 && part.startsWith("0")) || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isV6(String text) {
    if (text.indexOf(':') < 0 || text.length() > 45) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == V6_GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int left = gap == 0 ? 0 : groups(text.substring(0, gap));
    int right = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2));
    return left >= 0 && right >= 0 && left + right < V6_GROUPS;
  }

  /// How many 16-bit groups a part has; a large negative number where it is malformed.
  private static int groups(String part) {
    int count = 0;
    String[] groups = part.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (i == groups.length - 1 && isV4(groups[i])) {
        count += 2;
      } else if (groups[i].matches("[0-9a-fA-F]{1,4}")) {
        count++;
      } else {
        return -2 * V6_GROUPS;
      }
    }
    return count;
  }
}
