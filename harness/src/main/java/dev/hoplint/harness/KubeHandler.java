package dev.hoplint.harness;

import dev.hoplint.harness.KubeShelf.Item;
import dev.hoplint.harness.KubeStore.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Answers the requests to a [FakeKube].
final class KubeHandler {
  /// @param json the body
  private record Reply(int status, String json) {}

  private final FakeKube kube;
  private final KubeStore store;
  private final KubeTypes types;

  KubeHandler(FakeKube kube, KubeStore store, KubeTypes types) {
    this.kube = kube;
    this.store = store;
    this.types = types;
  }

  /// @return whether the connection may go on
  boolean handle(Wire wire, Wire.Request request) throws IOException, InterruptedException {
    KubeCall call =
        KubeCall.of(request.method(), request.target(), request.headers(), request.body());
    kube.log(call);
    Optional<KubeFault.Effect> effect = kube.strike(call);
    if (effect.isPresent()) {
      return fail(wire, call, effect.get());
    }
    return proper(wire, call);
  }

  private boolean fail(Wire wire, KubeCall call, KubeFault.Effect effect)
      throws IOException, InterruptedException {
    return switch (effect) {
      case KubeFault.Effect.Answer answer -> {
        Map<String, String> headers = new LinkedHashMap<>();
        answer
            .retryAfterSeconds()
            .ifPresent(seconds -> headers.put("Retry-After", Integer.toString(seconds)));
        wire.respond(answer.status(), headers, KubeStatus.json(answer.status(), "as told"));
        yield true;
      }
      case KubeFault.Effect.Hang() -> {
        wire.awaitLeaving();
        yield false;
      }
      case KubeFault.Effect.Reset() -> {
        wire.reset();
        yield false;
      }
      case KubeFault.Effect.Slow slow -> {
        Thread.sleep(slow.delay());
        yield proper(wire, call);
      }
      case KubeFault.Effect.Garbage() -> {
        wire.respond(200, Map.of(), "<html>]}{\"");
        yield true;
      }
      case KubeFault.Effect.Truncated() -> {
        String whole = call.isRead() ? answer(call).json() : KubeStatus.json(200, "");
        wire.respondHalf(200, whole);
        wire.reset();
        yield false;
      }
    };
  }

  private boolean proper(Wire wire, KubeCall call) throws IOException, InterruptedException {
    if (!kube.allows(call)) {
      wire.respond(403, Map.of(), KubeStatus.forbidden(call));
      return true;
    }
    if (call.verb().equals("watch")) {
      new KubeStreaming(kube, store).watch(wire, call);
      return false;
    }
    Reply reply = answer(call);
    wire.respond(reply.status(), Map.of(), reply.json());
    return true;
  }

  private Reply answer(KubeCall call) {
    try {
      return call.resource().isEmpty()
          ? KubeDiscovery.answer(types, call.path())
              .map(json -> new Reply(200, json))
              .orElseThrow(() -> new Refused(404, "the server could not find " + call.path()))
          : served(call);
    } catch (Refused refused) {
      return new Reply(
          refused.status(),
          KubeStatus.json(refused.status(), String.valueOf(refused.getMessage())));
    } catch (JacksonException | ClassCastException | IllegalArgumentException e) {
      return new Reply(400, KubeStatus.json(400, String.valueOf(e.getMessage())));
    }
  }

  private Reply served(KubeCall call) {
    return switch (call.verb()) {
      case "get" ->
          new Reply(
              200,
              store
                  .get(call.type(), call.namespace(), call.name())
                  .orElseThrow(
                      () -> new Refused(404, call.type() + " \"" + call.name() + "\" not found"))
                  .json());
      case "list", "watch" -> new Reply(200, list(call));
      case "create" -> new Reply(201, store.create(call.type(), body(call)).json());
      case "update" ->
          new Reply(200, store.update(call.type(), body(call), call.subresource()).json());
      case "patch" -> new Reply(200, patch(call).json());
      case "delete" -> {
        store.delete(call.type(), call.namespace(), call.name(), precondition(call));
        yield new Reply(200, KubeStatus.json(200, ""));
      }
      case "deletecollection" -> {
        for (Item item : store.list(call).items()) {
          String namespace = Json.metadata(item.object(), "namespace");
          store.delete(call.type(), namespace, Json.metadata(item.object(), "name"), "");
        }
        yield new Reply(200, KubeStatus.json(200, ""));
      }
      default -> throw new Refused(405, "the server does not allow this method on the resource");
    };
  }

  private String list(KubeCall call) {
    KubeStore.Page page = store.list(call);
    String kind =
        types
            .ofPlural(call.group(), call.resource())
            .map(KubeTypes.Type::kind)
            .orElse(call.resource());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(page.version()));
    if (!page.rest().isEmpty()) {
      metadata.put("continue", page.rest());
    }
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("kind", kind + "List");
    list.put(
        "apiVersion",
        call.group().isEmpty() ? call.version() : call.group() + "/" + call.version());
    list.put("metadata", metadata);
    boolean builtIn = !call.group().contains(".") || call.group().matches("[a-z]+\\.k8s\\.io");
    list.put(
        "items",
        builtIn
            ? KubeShelf.bare(page.items())
            : new ArrayList<>(page.items().stream().map(Item::object).toList()));
    return Json.text(list);
  }

  private static Map<String, Object> body(KubeCall call) {
    Map<String, Object> object = Json.object(call.body());
    Map<String, Object> metadata = Json.below(object, "metadata");
    if (!call.namespace().isEmpty() && !call.resource().equals("namespaces")) {
      metadata.putIfAbsent("namespace", call.namespace());
    }
    if (!call.name().isEmpty()) {
      metadata.putIfAbsent("name", call.name());
    }
    return object;
  }

  private Item patch(KubeCall call) {
    String type = call.headers().getOrDefault("content-type", "");
    if (type.startsWith("application/json-patch+json")) {
      List<Map<String, Object>> operations = Json.array(call.body());
      return store.patch(
          call.type(),
          call.namespace(),
          call.name(),
          object -> {
            try {
              JsonPatches.apply(object, operations);
            } catch (IllegalArgumentException e) {
              throw new Refused(422, String.valueOf(e.getMessage()));
            }
          });
    }
    boolean applies = type.startsWith("application/apply-patch");
    if (applies && store.get(call.type(), call.namespace(), call.name()).isEmpty()) {
      return store.create(call.type(), body(call));
    }
    Map<String, Object> change = Json.object(call.body());
    if (call.subresource().equals("status")) {
      change.keySet().removeIf(key -> !key.equals("status") && !key.equals("metadata"));
    }
    return store.patch(
        call.type(), call.namespace(), call.name(), object -> JsonPatches.merge(object, change));
  }

  private static String precondition(KubeCall call) {
    return !call.body().isBlank()
            && Json.object(call.body()).get("preconditions") instanceof Map<?, ?> conditions
            && conditions.get("resourceVersion") instanceof String version
        ? version
        : "";
  }
}
