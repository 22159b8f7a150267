package dev.hoplint.webhook.admission;

import dev.hoplint.yaml.Mapping;
import java.util.List;
import java.util.Random;

/// Reviews of every operation, kind and subresource, with odd names and users among them.
final class RandomReviews {
  private static final List<String> USERS =
      List.of(
          "jane",
          "system:serviceaccount:shop:deployer",
          "system:serviceaccount:kube-system:deployment-controller",
          "system:serviceaccount:kube-system:namespace-controller",
          "system:kube-controller-manager",
          "line\nbreak",
          "");

  /// Control characters, a right-to-left override, an escape, a half and a whole emoji, a tag.
  static final List<String> ODD =
      List.of(
          "\n",
          "\t",
          "\u0000",
          "\u001b[31m",
          "\u202e",
          "\u2028",
          "\ud83d\uded2",
          "\ud800",
          "é",
          "\"",
          "\\",
          "\u009b",
          "\u0085",
          "\ufeff",
          "\u2066",
          "%s",
          "x".repeat(300));

  private final Random random;
  private final RandomObjects objects;

  RandomReviews(Random random) {
    this.random = random;
    this.objects = new RandomObjects(random);
  }

  /// One object as it may stand in the cluster.
  Mapping object() {
    return objects.any();
  }

  Reviews any() {
    Mapping object = random.nextInt(6) == 0 ? unread() : objects.any();
    if (random.nextInt(5) == 0) {
      object = odd(object);
    }
    Mapping old = random.nextInt(3) == 0 ? object : odd(object);
    Reviews review =
        switch (random.nextInt(5)) {
          case 0, 1 -> Reviews.create(object);
          case 2 -> Reviews.update(old, object);
          case 3 -> Reviews.delete(object);
          default -> Reviews.create(object).field("operation", "\"CONNECT\"");
        };
    review = review.uid("uid-" + random.nextInt(1_000_000));
    review = review.user(USERS.get(random.nextInt(USERS.size())));
    if (random.nextInt(4) == 0) {
      review = review.dryRun();
    }
    if (random.nextInt(6) == 0) {
      review = review.subResource(objects.pick("status", "scale", "proxy", "ephemeralcontainers"));
    }
    if (random.nextInt(10) == 0) {
      review = review.field("name", "\"\"");
    }
    if (random.nextInt(20) == 0) {
      review = review.field("object", "null");
    }
    if (random.nextInt(20) == 0) {
      review = review.field("oldObject", "null");
    }
    return review;
  }

  private Mapping unread() {
    return Manifests.one(
        """
        apiVersion: %s
        kind: %s
        metadata: {name: odd, namespace: one}
        data: {a: b}
        """
            .formatted(
                objects.pick("v1", "batch/v1", "example.org/v1"),
                objects.pick("ConfigMap", "Job", "Widget", "Secret")));
  }

  private Mapping odd(Mapping object) {
    String odd = "a" + ODD.get(random.nextInt(ODD.size())) + random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> Manifests.with(object, List.of("metadata"), "deletionTimestamp", "2026-11-21");
      case 1 -> Manifests.with(object, List.of("metadata", "labels"), odd, odd);
      case 2 -> Manifests.with(object, List.of("metadata", "annotations"), odd, odd);
      case 3 -> Manifests.with(object, List.of("spec", "selector"), "app", odd);
      case 4 -> Manifests.with(object, List.of("spec"), "ingressClassName", odd);
      default -> Manifests.with(object, List.of("metadata"), "name", odd);
    };
  }
}
