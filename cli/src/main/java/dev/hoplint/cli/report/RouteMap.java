package dev.hoplint.cli.report;

import dev.hoplint.engine.LintResult;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.PortMatch;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Resolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The routing graph as nodes and edges, drawn at a level of detail.
///
/// @param nodes in the order of the picture: entries, Services, workloads
public record RouteMap(Level level, List<Node> nodes, List<Edge> edges) {
  /// So many nodes can be read in one picture.
  private static final int READABLE = 120;

  public RouteMap {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// What one entry stands for.
  public enum Level {
    HOST,
    INGRESS,
    NAMESPACE
  }

  /// What a node is; its column in the picture.
  public enum Kind {
    ENTRY("entry"),
    SERVICE("service"),
    WORKLOAD("workload");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// One box.
  ///
  /// @param id `n1`, safe everywhere
  /// @param namespace empty for hosts
  /// @param exists false for a Service that is missing or not in the input
  public record Node(
      String id,
      Kind kind,
      String namespace,
      String label,
      int errors,
      int warnings,
      boolean exists) {}

  /// Whether requests get through.
  public enum State {
    OK("ok"),
    BROKEN("broken"),
    UNKNOWN("unknown"),
    /// Requests are answered with a redirect before the Service is asked.
    REDIRECTS("redirects");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// One arrow.
  ///
  /// @param labels paths, or ports; each once
  public record Edge(String from, String to, List<String> labels, State state) {
    public Edge {
      labels = List.copyOf(labels);
    }

    /// At most three labels.
    String label() {
      int most = 3;
      return labels.size() <= most
          ? String.join(", ", labels)
          : String.join(", ", labels.subList(0, most)) + " and " + (labels.size() - most) + " more";
    }
  }

  /// The finest level whose picture can be read.
  public static RouteMap readable(RouteGraph graph, LintResult result) {
    for (Level level : Level.values()) {
      RouteMap map = of(graph, result, level);
      if (map.nodes().size() <= READABLE || level == Level.NAMESPACE) {
        return map;
      }
    }
    return of(graph, result, Level.NAMESPACE);
  }

  public static RouteMap of(RouteGraph graph, LintResult result, Level level) {
    return new Builder(graph, result, level).build();
  }

  /// Collects boxes and arrows by what they stand for.
  private static final class Builder {
    private final RouteGraph graph;
    private final Level level;
    private final Map<Resource, int[]> problems = new IdentityHashMap<>();
    private final Map<String, Box> boxes = new TreeMap<>();
    private final Map<String, Arrow> arrows = new LinkedHashMap<>();

    /// A box while its picture is made.
    private static final class Box {
      private final Kind kind;
      private final String namespace;
      private final String label;
      private final boolean exists;
      private final Set<Resource> stands = Collections.newSetFromMap(new IdentityHashMap<>());

      private Box(Kind kind, String namespace, String label, boolean exists) {
        this.kind = kind;
        this.namespace = namespace;
        this.label = label;
        this.exists = exists;
      }
    }

    /// An arrow while its picture is made.
    private static final class Arrow {
      private final String from;
      private final String to;
      private final State state;
      private final Set<String> labels = new LinkedHashSet<>();

      private Arrow(String from, String to, State state) {
        this.from = from;
        this.to = to;
        this.state = state;
      }
    }

    private Builder(RouteGraph graph, LintResult result, Level level) {
      this.graph = graph;
      this.level = level;
      for (Finding finding : result.findings()) {
        finding
            .resource()
            .filter(resource -> level != Level.HOST || !isOfOneHost(resource, finding))
            .ifPresent(
                resource -> {
                  int[] count = problems.computeIfAbsent(resource, _ -> new int[2]);
                  count[0] += finding.severity() == Severity.ERROR ? 1 : 0;
                  count[1] += finding.severity() == Severity.WARNING ? 1 : 0;
                });
      }
    }

    /// What is wrong with one rule of an Ingress is no fault of its other hosts; the arrows show
    /// it.
    private static boolean isOfOneHost(Resource resource, Finding finding) {
      return resource instanceof Ingress
          && finding.place().path().toString().startsWith(".spec.rules");
    }

    private RouteMap build() {
      graph.routes().forEach(this::route);
      Map<String, String> ids = new LinkedHashMap<>();
      List<Node> nodes = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        for (Map.Entry<String, Box> entry : boxes.entrySet()) {
          if (entry.getValue().kind == kind) {
            String id = "n" + (nodes.size() + 1);
            ids.put(entry.getKey(), id);
            nodes.add(node(id, entry.getValue()));
          }
        }
      }
      List<Edge> edges = new ArrayList<>();
      for (Arrow arrow : arrows.values()) {
        edges.add(
            new Edge(
                ids.getOrDefault(arrow.from, ""),
                ids.getOrDefault(arrow.to, ""),
                List.copyOf(arrow.labels),
                arrow.state));
      }
      return new RouteMap(level, nodes, edges);
    }

    private Node node(String id, Box box) {
      int errors = 0;
      int warnings = 0;
      for (Resource resource : box.stands) {
        int[] count = problems.getOrDefault(resource, new int[2]);
        errors += count[0];
        warnings += count[1];
      }
      String many =
          level == Level.NAMESPACE && box.stands.size() > 1 ? " (" + box.stands.size() + ")" : "";
      return new Node(id, box.kind, box.namespace, box.label + many, errors, warnings, box.exists);
    }

    private String box(
        Kind kind, String namespace, String label, boolean exists, Resource... stands) {
      String key = kind.ordinal() + "\0" + namespace + "\0" + label + "\0" + exists;
      Box box = boxes.computeIfAbsent(key, _ -> new Box(kind, namespace, label, exists));
      for (Resource resource : stands) {
        box.stands.add(resource);
      }
      return key;
    }

    private void arrow(String from, String to, String label, State state) {
      String key = from + "\1" + to + "\1" + state;
      Arrow arrow = arrows.computeIfAbsent(key, _ -> new Arrow(from, to, state));
      if (!label.isEmpty()) {
        arrow.labels.add(label);
      }
    }

    private void route(Route route) {
      String entry = entry(route);
      String path = route.request().map(Builder::pathOf).orElse("");
      String label = level == Level.NAMESPACE ? "" : path;
      String service = service(route);
      arrow(entry, service, label, state(route));
      if (route.service() instanceof Resolved.Found<Service>(Service found)) {
        targets(found, service);
      }
    }

    private static String pathOf(String request) {
      int start = request.indexOf('/', request.indexOf("://") + 3);
      return start < 0 ? "/" : request.substring(start);
    }

    private static String hostOf(String request) {
      int start = request.indexOf("://") + 3;
      int end = request.indexOf('/', start);
      return request.substring(start, end < 0 ? request.length() : end);
    }

    private String entry(Route route) {
      Resource from = route.entry();
      boolean isService = from instanceof Service;
      return switch (level) {
        case HOST ->
            isService
                ? box(
                    Kind.ENTRY, from.namespace(), ((Service) from).type().or("Service"), true, from)
                : box(Kind.ENTRY, "", route.request().map(Builder::hostOf).orElse("*"), true, from);
        case INGRESS ->
            box(
                Kind.ENTRY,
                from.namespace(),
                isService
                    ? ((Service) from).type().or("Service")
                    : from.ref().kind().name() + " " + from.name(),
                true,
                from);
        case NAMESPACE -> box(Kind.ENTRY, from.namespace(), "entries", true, from);
      };
    }

    private String service(Route route) {
      return switch (route.service()) {
        case Resolved.Found<Service>(Service found) ->
            level == Level.NAMESPACE
                ? box(Kind.SERVICE, found.namespace(), "Services", true, found)
                : box(Kind.SERVICE, found.namespace(), "Service " + found.name(), true, found);
        case Resolved.Missing<Service> _ ->
            absent(route, route.reachesBackend() ? "missing" : "never asked");
        case Resolved.Unknown<Service> _ -> absent(route, "not in the input");
      };
    }

    private String absent(Route route, String how) {
      boolean isGroup = level == Level.NAMESPACE && !route.service().isMissing();
      String name =
          isGroup
              ? "Services"
              : "Service " + route.backend().flatMap(one -> one.service().get()).orElse("?");
      return box(Kind.SERVICE, route.entry().namespace(), name + " (" + how + ")", false);
    }

    private static State state(Route route) {
      if (!route.reachesBackend()) {
        return State.REDIRECTS;
      }
      boolean takes = route.controller().acceptsTargetPort();
      return switch (route.service()) {
        case Resolved.Missing<Service> _ -> State.BROKEN;
        case Resolved.Unknown<Service> _ -> State.UNKNOWN;
        case Resolved.Found<Service> _ ->
            switch (route.port()) {
              case PortMatch.Found _ -> State.OK;
              case PortMatch.ByTarget _ -> takes ? State.OK : State.BROKEN;
              case PortMatch.Missing _ -> State.BROKEN;
              case PortMatch.Unknown _ ->
                  route.entry() instanceof Service ? State.OK : State.UNKNOWN;
            };
      };
    }

    private void targets(Service service, String from) {
      for (Target target : graph.targets(service)) {
        Workload workload = target.workload();
        String to =
            level == Level.NAMESPACE
                ? box(Kind.WORKLOAD, workload.namespace(), "workloads", true, workload)
                : box(
                    Kind.WORKLOAD,
                    workload.namespace(),
                    workload.ref().kind().name() + " " + workload.name(),
                    true,
                    workload);
        String port = target.port().target().get().map(PortRef::text).orElse("?");
        arrow(from, to, level == Level.NAMESPACE ? "" : port, state(target.podPort()));
      }
    }

    private static State state(PodPort port) {
      return switch (port) {
        case PodPort.Declared _, PodPort.Undeclared _ -> State.OK;
        case PodPort.NameMissing _, PodPort.OtherProtocol _ -> State.BROKEN;
        case PodPort.Unknown _ -> State.UNKNOWN;
      };
    }
  }
}
