package dev.hoplint.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes random documents in every style YAML has, and knows the value that must be read from
/// each.
final class DocumentGenerator {
  /// A text and what [Trees#value(Node)] must give for its root.
  record Written(String text, Object value) {}

  private static final List<String> WORDS =
      List.of("web", "a-b", "😀", "x y", "80", "yes", "0x1F", "~", "é", "a#b", "http://x/?a=1");
  private static final List<String> TEXTS =
      List.of("", " ", "it's", "a\"b", "# no", "a: b", "- x", "---", "😀😀", "{", "tab\tx", "\\n");

  private final Random random;
  private final List<Written> anchored = new ArrayList<>();
  private int depth;

  DocumentGenerator(long seed) {
    random = new Random(seed);
  }

  /// A whole document with comments, without a separator.
  Written document() {
    anchored.clear();
    Written root = block(0);
    String text = comment("") + root.text().stripLeading() + comment("");
    return new Written(text + "\n", root.value());
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private String comment(String indent) {
    return chance(15) ? "\n" + indent + "# 😀 note: \"'[{\n" : "";
  }

  /// A block node; its text starts with the line break or the space in front of it.
  private Written block(int indent) {
    depth++;
    Written written =
        depth > 5 || chance(35) ? leaf(indent) : chance(50) ? mapping(indent) : sequence(indent);
    depth--;
    return written;
  }

  private Written leaf(int indent) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> spaced(flow(0));
      case 2 -> literal(indent);
      case 3 -> alias();
      case 4 -> anchor();
      default -> spaced(scalar());
    };
  }

  private static Written spaced(Written inner) {
    return new Written(" " + inner.text(), inner.value());
  }

  private Written alias() {
    if (anchored.isEmpty()) {
      return spaced(scalar());
    }
    int index = random.nextInt(anchored.size());
    return new Written(" *a" + index + " ", anchored.get(index).value());
  }

  private Written anchor() {
    Written inner = flow(1);
    anchored.add(inner);
    return new Written(" &a" + (anchored.size() - 1) + "  " + inner.text(), inner.value());
  }

  private Written mapping(int indent) {
    String pad = " ".repeat(indent);
    StringBuilder text = new StringBuilder();
    List<Object> entries = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Written key = chance(80) ? key(i) : new Written("\"q" + i + "\"", "STRING q" + i);
      Written value = chance(10) ? new Written("", "NULL ") : block(indent + 1 + random.nextInt(4));
      text.append(comment(pad)).append('\n').append(pad);
      boolean complex = chance(5) && !value.text().isEmpty();
      text.append(complex ? "? " + key.text() + "\n" + pad + ":" : key.text() + ":");
      text.append(value.text()).append(trailing(value));
      entries.add(List.of(key.value(), ":", value.value()));
    }
    return new Written(text.toString(), entries);
  }

  private String trailing(Written value) {
    return chance(10) && !value.text().contains("\n") ? "  # 😀 behind" : "";
  }

  private static Written key(int index) {
    return new Written("key" + index, "STRING key" + index);
  }

  private Written sequence(int indent) {
    String pad = " ".repeat(indent);
    StringBuilder text = new StringBuilder();
    List<Object> items = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Written item = block(indent + 2);
      boolean compact = item.text().startsWith("\n" + " ".repeat(indent + 2)) && chance(70);
      String body = compact ? " " + item.text().stripLeading() : item.text();
      text.append(comment(pad)).append('\n').append(pad).append('-').append(body);
      text.append(trailing(item));
      items.add(item.value());
    }
    return new Written(text.toString(), items);
  }

  private Written literal(int indent) {
    boolean folded = chance(40);
    String chomping = pick(List.of("", "-", "+"));
    String pad = "\n" + " ".repeat(indent + 1);
    String blank = chance(50) ? "\n" : "";
    String text = (folded ? " >" : " |") + chomping + pad + "one # 😀" + pad + "two" + blank;
    String value = folded ? "one # 😀 two" : "one # 😀\ntwo";
    String end =
        switch (chomping) {
          case "-" -> "";
          case "+" -> blank.isEmpty() ? "\n" : "\n\n";
          default -> "\n";
        };
    return new Written(text, "STRING " + value + end);
  }

  private Written scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> quoted(pick(TEXTS));
      case 1 -> new Written("'" + "it''s 😀" + "'", "STRING it's 😀");
      case 2 -> new Written("!!str 5", "STRING 5");
      default -> plain(pick(WORDS));
    };
  }

  private static Written quoted(String value) {
    return new Written(YamlEdits.quoted(value), "STRING " + value);
  }

  private static Written plain(String word) {
    return new Written(word, ScalarTyping.typeOf(word) + " " + word);
  }

  private Written flow(int level) {
    if (level > 3 || chance(40)) {
      return chance(50) ? quoted(pick(TEXTS)) : plain(pick(WORDS));
    }
    boolean list = chance(50);
    StringBuilder text = new StringBuilder(list ? "[" : "{");
    List<Object> values = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Written inner = flow(level + 1);
      String comma = i + 1 < count || chance(20) ? "," + (chance(20) ? "  " : "") : "";
      if (list) {
        text.append(' ').append(inner.text()).append(' ').append(comma);
        values.add(inner.value());
      } else {
        text.append("k").append(i).append(": ").append(inner.text()).append(' ').append(comma);
        text.append(' ');
        values.add(List.of("STRING k" + i, ":", inner.value()));
      }
    }
    return new Written(text.append(list ? "]" : "}").toString(), values);
  }
}
