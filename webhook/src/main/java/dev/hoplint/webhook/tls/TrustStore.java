package dev.hoplint.webhook.tls;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two places in the cluster that replicas agree through: the Secret with the authority, and
/// the configurations that tell the API server whom to trust. Every method may throw
/// [TrustUnavailable].
interface TrustStore {
  /// The Secret as it is; empty where there is none.
  Optional<Stored> read();

  /// Makes the Secret; false if somebody else was first.
  boolean create(Map<String, String> data);

  /// Replaces our keys of the Secret; false if somebody else changed it meanwhile.
  boolean replace(Stored seen, Map<String, String> data);

  /// The webhook configurations as they are; those that do not exist are missing.
  List<Published> published();

  /// Gives all entries of a configuration this bundle, and touches nothing else; false if somebody
  /// else changed it meanwhile.
  boolean publish(Published seen, String bundle);

  /// The names of the configurations that should exist.
  List<String> configurations();

  /// @param data base64, as in the Secret
  record Stored(String version, Map<String, String> data) {
    public Stored {
      data = Map.copyOf(data);
    }
  }

  /// @param entries the webhooks of the configuration, in their order
  record Published(String name, String version, List<Entry> entries) {
    public Published {
      entries = List.copyOf(entries);
    }

    boolean isAll(String bundle) {
      return entries.stream().allMatch(entry -> entry.bundle().equals(bundle));
    }
  }

  /// @param bundle base64 of PEM; the empty text for none
  record Entry(String name, String bundle) {}

  /// The cluster cannot be asked, or refuses. The message is one sentence.
  final class TrustUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrustUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
