package dev.hoplint.harness;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to a [FakeKube], told as the API server's authorizer tells it.
///
/// @param method of HTTP
/// @param path without the query
/// @param query decoded, the last of several values of a name
/// @param headers names in lower case, the last of several values of a name
/// @param body the text of the body; empty without one
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`;
///   for paths of no resource the method in lower case
/// @param group empty for the core group and for paths of no resource
/// @param version empty for paths of no resource
/// @param resource the plural in lower case, empty for paths of no resource
/// @param subresource empty without one
/// @param namespace empty for cluster-wide requests
/// @param name empty when none is named; for lists and watches that of a field selector
///   `metadata.name=…`
public record KubeCall(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    String verb,
    String group,
    String version,
    String resource,
    String subresource,
    String namespace,
    String name) {

  /// Whether it changes nothing.
  public boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /// Whether it is of this verb and resource; `*` stands for any.
  public boolean is(String verb, String resource) {
    return (verb.equals("*") || verb.equals(this.verb))
        && (resource.equals("*") || resource.equals(this.resource));
  }

  /// The resource with its group as in `ingresses.networking.k8s.io`.
  String type() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  static KubeCall of(String method, String target, Map<String, String> headers, String body) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Map<String, String> query = mark < 0 ? Map.of() : query(target.substring(mark + 1));
    List<String> parts =
        List.of(path.substring(1).split("/")).stream().map(KubeCall::decoded).toList();
    boolean core = parts.size() >= 3 && parts.getFirst().equals("api");
    boolean grouped = parts.size() >= 4 && parts.getFirst().equals("apis");
    if (!core && !grouped) {
      String verb = method.toLowerCase(java.util.Locale.ROOT);
      return new KubeCall(method, path, query, headers, body, verb, "", "", "", "", "", "");
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(core ? 1 : 2);
    List<String> rest = parts.subList(core ? 2 : 3, parts.size());
    String namespace = "";
    if (rest.getFirst().equals("namespaces") && rest.size() >= 2) {
      namespace = rest.get(1);
      boolean ofNamespace =
          rest.size() == 2 || rest.get(2).equals("status") || rest.get(2).equals("finalize");
      namespace = ofNamespace ? "" : namespace;
      rest = ofNamespace ? rest : rest.subList(2, rest.size());
    }
    String name = rest.size() >= 2 ? rest.get(1) : "";
    String subresource = rest.size() >= 3 ? rest.get(2) : "";
    String verb = verb(method, !name.isEmpty(), query);
    String selected = name.isEmpty() ? selectedName(query) : name;
    return new KubeCall(
        method,
        path,
        query,
        headers,
        body,
        verb,
        group,
        version,
        rest.getFirst(),
        subresource,
        namespace,
        selected);
  }

  private static String verb(String method, boolean named, Map<String, String> query) {
    String watch = query.getOrDefault("watch", "false");
    return switch (method) {
      case "GET", "HEAD" ->
          watch.equals("true") || watch.equals("1") ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> method;
    };
  }

  private static String selectedName(Map<String, String> query) {
    for (String term : query.getOrDefault("fieldSelector", "").split(",")) {
      if (term.startsWith("metadata.name=")) {
        return term.substring(term.lastIndexOf('=') + 1);
      }
    }
    return "";
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(@Nullable String text) {
    return text == null ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
