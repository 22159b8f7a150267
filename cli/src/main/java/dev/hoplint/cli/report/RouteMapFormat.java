package dev.hoplint.cli.report;

import dev.hoplint.cli.report.RouteMap.Edge;
import dev.hoplint.cli.report.RouteMap.Node;
import dev.hoplint.cli.report.RouteMap.State;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The languages a routing graph is drawn in. Names come from manifests: nothing of them is ever
/// markup.
public enum RouteMapFormat {
  MERMAID {
    @Override
    public void write(RouteMap map, Appendable out) throws IOException {
      mermaid(map, out);
    }
  },
  DOT {
    @Override
    public void write(RouteMap map, Appendable out) throws IOException {
      dot(map, out);
    }
  },
  JSON {
    @Override
    public void write(RouteMap map, Appendable out) throws IOException {
      json(map, out);
    }
  },
  HTML {
    @Override
    public void write(RouteMap map, Appendable out) throws IOException {
      new RouteMapPage(map).write(out);
    }
  };

  private static final int LONGEST = 80;

  public abstract void write(RouteMap map, Appendable out) throws IOException;

  public static List<String> words() {
    return Stream.of(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }

  /// @param word one of [#words]
  public static RouteMapFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// One harmless line of bounded length.
  static String shortened(String text) {
    String line = Printable.line(text);
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /// `Service web ✗ 2 errors`.
  static String caption(Node node) {
    return shortened(node.label()) + problems(node);
  }

  private static String problems(Node node) {
    if (node.errors() > 0) {
      return " ✗ " + node.errors() + (node.errors() == 1 ? " error" : " errors");
    }
    return node.warnings() > 0
        ? " ! " + node.warnings() + (node.warnings() == 1 ? " warning" : " warnings")
        : "";
  }

  static boolean isBroken(Node node) {
    return node.errors() > 0 || node.label().endsWith("(missing)");
  }

  private static Map<String, List<Node>> byNamespace(RouteMap map) {
    Map<String, List<Node>> groups = new TreeMap<>();
    for (Node node : map.nodes()) {
      groups.computeIfAbsent(node.namespace(), _ -> new java.util.ArrayList<>()).add(node);
    }
    return groups;
  }

  private static void mermaid(RouteMap map, Appendable out) throws IOException {
    out.append("flowchart LR\n");
    int group = 0;
    for (Map.Entry<String, List<Node>> entry : byNamespace(map).entrySet()) {
      boolean named = !entry.getKey().isEmpty();
      if (named) {
        out.append("  subgraph g").append(Integer.toString(++group)).append("[\"namespace ");
        out.append(mermaid(entry.getKey())).append("\"]\n");
      }
      for (Node node : entry.getValue()) {
        out.append(named ? "    " : "  ").append(node.id());
        String[] shape =
            switch (node.kind()) {
              case ENTRY -> new String[] {"([\"", "\"])"};
              case SERVICE -> new String[] {"[\"", "\"]"};
              case WORKLOAD -> new String[] {"[[\"", "\"]]"};
            };
        out.append(shape[0]).append(mermaid(caption(node))).append(shape[1]);
        out.append(
            isBroken(node)
                ? ":::broken"
                : !node.exists() ? ":::unknown" : node.warnings() > 0 ? ":::warned" : "");
        out.append('\n');
      }
      if (named) {
        out.append("  end\n");
      }
    }
    for (Edge edge : map.edges()) {
      String arrow =
          switch (edge.state()) {
            case OK -> "-->";
            case BROKEN -> "--x";
            case UNKNOWN, REDIRECTS -> "-.->";
          };
      out.append("  ").append(edge.from()).append(' ').append(arrow);
      String label = label(edge);
      if (!label.isEmpty()) {
        out.append("|\"").append(mermaid(label)).append("\"|");
      }
      out.append(' ').append(edge.to()).append('\n');
    }
    out.append("  classDef broken stroke:#c00,stroke-width:3px,color:#c00\n");
    out.append("  classDef warned stroke:#b80,stroke-width:2px\n");
    out.append("  classDef unknown stroke-dasharray:4 4\n");
  }

  static String label(Edge edge) {
    String paths = shortened(edge.label());
    return edge.state() == State.REDIRECTS ? (paths + " redirects").strip() : paths;
  }

  /// Mermaid's own entities: a number sign, a name or a number, a semicolon.
  private static String mermaid(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\"#<>&`;|\\{}[]()".indexOf(c) >= 0) {
        out.append('#').append((int) c).append(';');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void dot(RouteMap map, Appendable out) throws IOException {
    out.append("digraph routes {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    out.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    int group = 0;
    for (Map.Entry<String, List<Node>> entry : byNamespace(map).entrySet()) {
      boolean named = !entry.getKey().isEmpty();
      if (named) {
        out.append("  subgraph cluster_").append(Integer.toString(++group)).append(" {\n");
        out.append("    label=\"namespace ").append(dot(entry.getKey())).append("\";\n");
      }
      for (Node node : entry.getValue()) {
        out.append(named ? "    " : "  ").append(node.id());
        out.append(" [label=\"").append(dot(caption(node))).append('"');
        out.append(
            switch (node.kind()) {
              case ENTRY -> ", shape=ellipse";
              case SERVICE -> "";
              case WORKLOAD -> ", shape=box3d";
            });
        out.append(
            isBroken(node)
                ? ", color=red, fontcolor=red"
                : !node.exists() ? ", style=dashed" : node.warnings() > 0 ? ", color=orange" : "");
        out.append("];\n");
      }
      if (named) {
        out.append("  }\n");
      }
    }
    for (Edge edge : map.edges()) {
      out.append("  ").append(edge.from()).append(" -> ").append(edge.to());
      out.append(" [label=\"").append(dot(label(edge))).append('"');
      out.append(
          switch (edge.state()) {
            case OK -> "";
            case BROKEN -> ", color=red, arrowhead=tee";
            case UNKNOWN, REDIRECTS -> ", style=dashed";
          });
      out.append("];\n");
    }
    out.append("}\n");
  }

  private static String dot(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void json(RouteMap map, Appendable out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("version").value(1);
    TraceJson.tool(json);
    json.name("level").value(map.level().name().toLowerCase(Locale.ROOT));
    json.name("nodes").beginArray();
    for (Node node : map.nodes()) {
      json.beginObject();
      json.name("id").value(node.id());
      json.name("kind").value(node.kind().word());
      json.name("namespace").value(node.namespace().isEmpty() ? null : node.namespace());
      json.name("label").value(node.label());
      json.name("exists").value(node.exists());
      json.name("errors").value(node.errors());
      json.name("warnings").value(node.warnings());
      json.endObject();
    }
    json.endArray().name("edges").beginArray();
    for (Edge edge : map.edges()) {
      json.beginObject();
      json.name("from").value(edge.from());
      json.name("to").value(edge.to());
      json.name("state").value(edge.state().word());
      json.name("labels").beginArray();
      for (String label : edge.labels()) {
        json.value(label);
      }
      json.endArray().endObject();
    }
    json.endArray().endObject();
  }
}
