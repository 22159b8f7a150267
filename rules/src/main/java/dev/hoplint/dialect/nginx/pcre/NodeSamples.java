package dev.hoplint.dialect.nginx.pcre;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Texts that a pattern matches: the shortest, and texts in which one choice is taken otherwise or
/// one repetition is one longer. Assertions are not looked at.
final class NodeSamples {
  /// What stands for a byte out of many, in this order.
  private static final String LIKED = "x10abAB-_.";

  private static final int LONGEST = 2_000;

  private final int most;

  private NodeSamples(int most) {
    this.most = most;
  }

  static List<String> of(Node root, int most) {
    NodeSamples samples = new NodeSamples(most);
    Set<String> found = new LinkedHashSet<>();
    found.add(shortest(root));
    found.addAll(samples.others(root));
    return found.stream().filter(text -> text.length() <= LONGEST).limit(most).toList();
  }

  private static String shortest(Node node) {
    return switch (node) {
      case Node.Bytes(BitSet set, int written) -> written >= 0 ? one(written) : liked(set);
      case Node.Sequence(List<Node> items) -> {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(shortest(item)));
        yield text.toString();
      }
      case Node.Choice(List<Node> options) -> shortest(options.getFirst());
      case Node.Group(Node body, int _) -> shortest(body);
      case Node.Repeat(Node body, int min, int _, boolean _) -> times(shortest(body), min);
      case Node.Assertion _ -> "";
    };
  }

  private static String times(String text, int count) {
    return text.length() * (long) count > LONGEST ? text : text.repeat(count);
  }

  private static String one(int written) {
    return Character.toString((char) written);
  }

  private static String liked(BitSet set) {
    for (int i = 0; i < LIKED.length(); i++) {
      if (set.get(LIKED.charAt(i))) {
        return LIKED.substring(i, i + 1);
      }
    }
    int visible = set.nextSetBit('!');
    return visible >= 0 ? one(visible) : one(Math.max(0, set.nextSetBit(0)));
  }

  private List<String> others(Node node) {
    return switch (node) {
      case Node.Bytes(BitSet set, int written) -> written >= 0 ? List.of() : more(set);
      case Node.Sequence(List<Node> items) -> sequence(items);
      case Node.Choice(List<Node> options) -> {
        List<String> found = new ArrayList<>();
        options.stream().skip(1).forEach(option -> found.add(shortest(option)));
        options.forEach(option -> found.addAll(others(option)));
        yield limited(found);
      }
      case Node.Group(Node body, int _) -> others(body);
      case Node.Repeat(Node body, int min, int max, boolean _) -> {
        List<String> found = new ArrayList<>();
        String shortest = shortest(body);
        if (max < 0 || max > min) {
          found.add(times(shortest, min + 1));
        }
        String rest = times(shortest, Math.max(0, min - 1));
        others(body).forEach(other -> found.add(other + rest));
        yield limited(found);
      }
      case Node.Assertion _ -> List.of();
    };
  }

  private static List<String> more(BitSet set) {
    List<String> found = new ArrayList<>();
    for (char one : new char[] {'/', '0'}) {
      if (set.get(one)) {
        found.add(one(one));
      }
    }
    return found;
  }

  private List<String> sequence(List<Node> items) {
    List<String> parts = items.stream().map(NodeSamples::shortest).toList();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < items.size() && found.size() < most; i++) {
      for (String other : others(items.get(i))) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < parts.size(); j++) {
          text.append(j == i ? other : parts.get(j));
        }
        found.add(text.toString());
      }
    }
    return limited(found);
  }

  private List<String> limited(List<String> found) {
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }
}
