package dev.hoplint.cli.report;

import dev.hoplint.cli.report.RouteMap.Edge;
import dev.hoplint.cli.report.RouteMap.Kind;
import dev.hoplint.cli.report.RouteMap.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A routing graph as one page without scripts: three columns of boxes, and curves between them.
final class RouteMapPage {
  private static final int WIDTH = 300;
  private static final int GAP = 190;
  private static final int ROW = 52;
  private static final int HEIGHT = 38;
  private static final int MARGIN = 20;
  private static final int LETTERS = 40;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Routes</title>
      <style>
      body { font: 14px sans-serif; margin: 1em; color: #222; background: #fff; }
      rect { fill: #f6f8fa; stroke: #678; }
      .broken rect { stroke: #c00; stroke-width: 3; }
      .warned rect { stroke: #b80; stroke-width: 2; }
      .absent rect { stroke-dasharray: 5 4; }
      text { font: 12px sans-serif; fill: #222; }
      .broken text { fill: #c00; }
      .small { font-size: 10px; fill: #567; }
      path { fill: none; stroke: #89a; stroke-width: 1.5; }
      path.bad { stroke: #c00; stroke-width: 2.5; }
      path.dashed { stroke-dasharray: 5 4; }
      </style>
      </head>
      <body>
      <h1>Routes</h1>
      """;

  private final RouteMap map;
  private final Map<String, int[]> places = new HashMap<>();

  RouteMapPage(RouteMap map) {
    this.map = map;
  }

  void write(Appendable out) throws IOException {
    int rows = 0;
    for (Kind kind : Kind.values()) {
      int row = 0;
      for (Node node : map.nodes()) {
        if (node.kind() == kind) {
          places.put(
              node.id(), new int[] {MARGIN + kind.ordinal() * (WIDTH + GAP), MARGIN + row++ * ROW});
        }
      }
      rows = Math.max(rows, row);
    }
    int width = 2 * MARGIN + 3 * WIDTH + 2 * GAP;
    int height = 2 * MARGIN + rows * ROW;
    out.append(HEAD);
    out.append("<p>")
        .append(Integer.toString(map.edges().size()))
        .append(
            " connections; red ones lead nowhere, dashed ones are not known or redirect.</p>\n");
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"");
    out.append(Integer.toString(width)).append("\" height=\"").append(Integer.toString(height));
    out.append("\">\n<title>Routes from hosts to workloads</title>\n");
    for (Edge edge : map.edges()) {
      edge(edge, out);
    }
    for (Node node : map.nodes()) {
      node(node, out);
    }
    out.append("</svg>\n</body>\n</html>\n");
  }

  private int[] place(String id) {
    return places.getOrDefault(id, new int[] {0, 0});
  }

  private void edge(Edge edge, Appendable out) throws IOException {
    int[] from = place(edge.from());
    int[] to = place(edge.to());
    int x1 = from[0] + WIDTH;
    int y1 = from[1] + HEIGHT / 2;
    int y2 = to[1] + HEIGHT / 2;
    int middle = (x1 + to[0]) / 2;
    String look =
        switch (edge.state()) {
          case OK -> "";
          case BROKEN -> " class=\"bad\"";
          case UNKNOWN, REDIRECTS -> " class=\"dashed\"";
        };
    out.append("<path").append(look);
    out.append(
        " d=\"M%d %d C%d %d %d %d %d %d\">".formatted(x1, y1, middle, y1, middle, y2, to[0], y2));
    out.append("<title>")
        .append(Markup.text(Printable.line(String.join(", ", edge.labels()))))
        .append("</title></path>\n");
    text(middle - GAP / 3, (y1 + y2) / 2 - 3, "small", clipped(RouteMapFormat.label(edge)), out);
  }

  private void node(Node node, Appendable out) throws IOException {
    int[] at = place(node.id());
    List<String> classes = new ArrayList<>();
    if (RouteMapFormat.isBroken(node)) {
      classes.add("broken");
    } else if (node.warnings() > 0) {
      classes.add("warned");
    }
    if (!node.exists()) {
      classes.add("absent");
    }
    out.append("<g class=\"").append(String.join(" ", classes)).append("\">");
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
            .formatted(at[0], at[1], WIDTH, HEIGHT));
    out.append("<title>").append(Markup.text(Printable.line(node.label()))).append("</title>");
    text(at[0] + 10, at[1] + 16, "", clipped(RouteMapFormat.caption(node)), out);
    if (!node.namespace().isEmpty()) {
      text(at[0] + 10, at[1] + 31, "small", clipped("namespace " + node.namespace()), out);
    }
    out.append("</g>\n");
  }

  private static String clipped(String text) {
    String line = Printable.line(text);
    return line.codePointCount(0, line.length()) <= LETTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LETTERS - 1)) + "…";
  }

  private static void text(int x, int y, String look, String text, Appendable out)
      throws IOException {
    out.append("<text x=\"%d\" y=\"%d\"".formatted(x, y));
    out.append(look.isEmpty() ? ">" : " class=\"" + look + "\">");
    out.append(Markup.text(text)).append("</text>\n");
  }
}
