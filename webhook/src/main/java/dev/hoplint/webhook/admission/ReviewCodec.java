package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads `AdmissionReview` of `admission.k8s.io/v1`: the envelope first, so that the uid survives
/// whatever the objects look like.
///
/// Strict: UTF-8 without a byte order mark, one JSON value, no key twice, at most 200 levels, texts
/// of at most 1 MiB. A breach of a limit behind the uid leaves the review undecoded; a breach of
/// JSON's grammar anywhere is no review, because the API server does not send such a thing.
final class ReviewCodec {
  static final int MAX_DEPTH = 200;
  static final int MAX_TEXT = 1 << 20;
  private static final int MAX_UID = 256;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// Reads a body. Never throws for what it holds.
  Decoded decode(byte[] body) {
    Optional<String> encoding = notUtf8(body);
    if (encoding.isPresent()) {
      return new Decoded.Refused(encoding.get());
    }
    Envelope envelope = new Envelope();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      envelope.read(parser);
      if (parser.nextToken() != null) {
        return new Decoded.Refused("The body goes on behind the review");
      }
    } catch (StreamConstraintsException e) {
      return envelope.broken("limits", "The review passes a limit: " + e.getOriginalMessage());
    } catch (JsonTree.TooLarge e) {
      return envelope.broken("limits", "The review passes a limit: " + e.getMessage());
    } catch (JacksonException e) {
      return new Decoded.Refused("The body is no JSON" + where(e));
    }
    return envelope.decoded();
  }

  /// The uid of a body that is not read any further; empty where there is none.
  Optional<String> uid(byte[] body) {
    if (notUtf8(body).isPresent()) {
      return Optional.empty();
    }
    Envelope envelope = new Envelope();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      envelope.stopAtUid();
      envelope.read(parser);
    } catch (JacksonException | JsonTree.TooLarge e) {
      return envelope.uid();
    }
    return envelope.uid();
  }

  private static String where(JacksonException problem) {
    return problem.getLocation() == null
        ? ""
        : " from byte " + Math.max(0, problem.getLocation().getByteOffset()) + " on";
  }

  /// A parser would guess UTF-16 and UTF-32, and let overlong forms pass.
  private static Optional<String> notUtf8(byte[] body) {
    if (body.length >= 3
        && body[0] == (byte) 0xef
        && body[1] == (byte) 0xbb
        && body[2] == (byte) 0xbf) {
      return Optional.of("The body starts with a byte order mark");
    }
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0) {
        return Optional.of("The body is not UTF-8");
      }
    }
    int ascii = 0;
    while (ascii < body.length && body[ascii] >= 0) {
      ascii++;
    }
    if (ascii == body.length) {
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(body, ascii, body.length - ascii);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return result.isError() ? Optional.of("The body is not UTF-8") : Optional.empty();
  }

  /// What has been read so far.
  private static final class Envelope {
    private String apiVersion = "";
    private String kind = "";
    private String uid = "";
    private boolean onlyUid;
    private final RequestFields request = new RequestFields();

    void stopAtUid() {
      onlyUid = true;
    }

    Optional<String> uid() {
      return uid.isBlank() || uid.length() > MAX_UID ? Optional.empty() : Optional.of(uid);
    }

    void read(JsonParser parser) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        // The rest is read for its grammar alone.
        parser.skipChildren();
        return;
      }
      JsonTree tree = new JsonTree(parser);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (key) {
          case "apiVersion" -> apiVersion = RequestFields.text(parser, value);
          case "kind" -> kind = RequestFields.text(parser, value);
          case "request" -> request(parser, value, tree);
          default -> parser.skipChildren();
        }
        if (onlyUid && !uid.isEmpty()) {
          return;
        }
      }
    }

    private void request(JsonParser parser, JsonToken token, JsonTree tree) {
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (key.equals("uid")) {
          uid = RequestFields.text(parser, value);
          if (onlyUid) {
            return;
          }
        } else if (onlyUid) {
          parser.skipChildren();
        } else {
          request.read(key, value, parser, tree);
        }
      }
    }

    Decoded broken(String reason, String detail) {
      Optional<Decoded> refused = refused();
      return refused.orElseGet(() -> new Decoded.Undecoded(uid, reason, detail));
    }

    private Optional<Decoded> refused() {
      if (!kind.equals("AdmissionReview") || !apiVersion.equals("admission.k8s.io/v1")) {
        return Optional.of(
            new Decoded.Refused("The body is no AdmissionReview of admission.k8s.io/v1"));
      }
      return uid().isEmpty()
          ? Optional.of(new Decoded.Refused("The review holds no request with a uid"))
          : Optional.empty();
    }

    Decoded decoded() {
      return refused()
          .orElseGet(
              () ->
                  request
                      .problem()
                      .<Decoded>map(
                          problem ->
                              new Decoded.Undecoded(
                                  uid, "envelope", "request." + problem + " cannot be read"))
                      .orElseGet(() -> request.decoded(uid)));
    }
  }

  /// The kinds that somebody here reads; objects of others are not even decoded.
  static boolean isRead(Kind kind) {
    return switch (kind.group() + "/" + kind.name()) {
      case "/Service",
          "networking.k8s.io/Ingress",
          "networking.k8s.io/IngressClass",
          "apps/Deployment",
          "apps/StatefulSet",
          "apps/DaemonSet",
          "autoscaling/HorizontalPodAutoscaler",
          "policy/PodDisruptionBudget",
          "discovery.k8s.io/EndpointSlice",
          "gateway.networking.k8s.io/HTTPRoute",
          "gateway.networking.k8s.io/GRPCRoute",
          "autoscaling/Scale" ->
          true;
      default -> false;
    };
  }
}
