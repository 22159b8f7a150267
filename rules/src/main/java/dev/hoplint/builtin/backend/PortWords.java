package dev.hoplint.builtin.backend;

import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Service;
import java.util.ArrayList;
import java.util.List;

/// The ports of a Service, for people.
final class PortWords {
  private static final int MOST = 5;

  private PortWords() {}

  /// `no ports`, or `only "http" = 80, 9090 without a name and 443/UDP`.
  static String list(Service service) {
    List<String> words = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      if (words.size() == MOST) {
        words.add((service.ports().size() - MOST) + " more");
        break;
      }
      words.add(one(port));
    }
    if (words.isEmpty()) {
      return "no ports";
    }
    String last = words.removeLast();
    return "only " + (words.isEmpty() ? last : String.join(", ", words) + " and " + last);
  }

  private static String one(Service.Port port) {
    String number = port.port().get().map(String::valueOf).orElse("?");
    Protocol protocol = port.protocol().or(Protocol.TCP);
    String full = protocol == Protocol.TCP ? number : number + "/" + protocol;
    return port.name()
        .get()
        .filter(name -> !name.isEmpty())
        .map(name -> "\"" + name + "\" = " + full)
        .orElse(full + " without a name");
  }

  /// Whether a name is made of digits, which the API server refuses.
  static boolean isNumberAsName(PortRef wanted) {
    return wanted instanceof PortRef.Name(String name)
        && !name.isEmpty()
        && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// What to ask for instead.
  static String help(Service service) {
    return service.ports().size() == 1
        ? "use port " + service.ports().getFirst().port().get().map(String::valueOf).orElse("?")
        : "use a port of the Service, or add the port to it";
  }
}
