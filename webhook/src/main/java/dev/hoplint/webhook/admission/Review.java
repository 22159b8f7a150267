package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Kind;
import dev.hoplint.yaml.Mapping;
import java.util.Optional;

/// One decoded request.
///
/// @param kind what the webhook's configuration matched
/// @param resource the plural name: `deployments`, for a scale of Deployments, too
/// @param subResource empty for the object itself
/// @param namespace of the request; empty for cluster-scoped kinds
/// @param name of the request; empty for generated names and in collections
/// @param user the name of who asks; empty where it is not told
/// @param object after the change; empty for a deletion
/// @param oldObject before the change; empty for a creation
record Review(
    String uid,
    Operation operation,
    Kind kind,
    String resource,
    String subResource,
    String namespace,
    String name,
    String user,
    boolean dryRun,
    Optional<Mapping> object,
    Optional<Mapping> oldObject) {

  /// What is done to the object.
  enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
  }
}
