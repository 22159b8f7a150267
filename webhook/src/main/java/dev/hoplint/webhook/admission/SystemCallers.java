package dev.hoplint.webhook.admission;

/// The parts of Kubernetes that act without a person who could read an answer.
final class SystemCallers {
  private static final String KUBE_SYSTEM = "system:serviceaccount:kube-system:";

  private SystemCallers() {}

  /// Whether a user is one of them: never denied.
  static boolean isSystem(String user) {
    return user.startsWith(KUBE_SYSTEM)
        || user.startsWith("system:node:")
        || user.startsWith("system:kube-")
        || user.equals("system:apiserver");
  }

  /// Whether a user clears away what somebody else has deleted: nothing is even looked at.
  static boolean isCleaner(String user) {
    return user.equals(KUBE_SYSTEM + "namespace-controller")
        || user.equals(KUBE_SYSTEM + "generic-garbage-collector");
  }

  static boolean isServiceAccount(String user) {
    return user.startsWith("system:serviceaccount:");
  }
}
