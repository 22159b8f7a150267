package dev.hoplint.cluster;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/// Writes typed cluster objects as the JSON text that the engine's reader takes, so that an object
/// of a cluster goes the same road as one of a file. Fields that are not set are left out.
public final class ObjectText {
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  /// Returns the object as one JSON document.
  public String json(HasMetadata object) {
    return serialization.asJson(requireNonNull(object, "object is null"));
  }
}
