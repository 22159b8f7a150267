package dev.hoplint.builtin.port;

import dev.hoplint.resource.Container;
import dev.hoplint.resource.PodTemplate;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Containers and ports in words, for messages.
public final class PodWords {
  private static final int MOST = 4;

  private PodWords() {}

  /// The ports of a pod: `it has "web" = 8080 and 9090 without a name`, `it declares no port`.
  static String ports(PodTemplate pod) {
    return ports(pod.serving().stream().flatMap(one -> one.ports().stream()).toList());
  }

  /// The ports of one container: `it has "web" = 8080`, `it declares no port`.
  public static String ports(Container container) {
    return ports(container.ports());
  }

  private static String ports(List<Container.Port> ports) {
    if (ports.isEmpty()) {
      return "it declares no port";
    }
    List<String> words = new ArrayList<>();
    for (Container.Port port : ports) {
      words.add(words(port));
    }
    return "it has " + list(words, "and");
  }

  private static String words(Container.Port port) {
    String number = port.number().get().map(String::valueOf).orElse("?");
    Protocol protocol = port.protocol().or(Protocol.TCP);
    String suffix = protocol == Protocol.TCP ? "" : "/" + protocol;
    return port.name()
        .get()
        .filter(name -> !name.isEmpty())
        .map(name -> "\"" + name + "\" = " + number + suffix)
        .orElse(number + suffix + " without a name");
  }

  /// Deployment "a", Deployment "b" or StatefulSet "c".
  static String workloads(Collection<Workload> workloads, String conjunction) {
    return list(workloads.stream().map(Workload::quoted).distinct().toList(), conjunction);
  }

  private static String list(List<String> words, String conjunction) {
    if (words.size() > MOST) {
      List<String> first = words.subList(0, MOST);
      return String.join(", ", first) + " " + conjunction + " " + (words.size() - MOST) + " more";
    }
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " "
        + conjunction
        + " "
        + words.getLast();
  }

  /// The sentence with a capital letter.
  public static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
