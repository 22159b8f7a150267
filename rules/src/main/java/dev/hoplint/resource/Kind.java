package dev.hoplint.resource;

import java.util.Set;

/// A kind with its API version: `apps/v1` and `Deployment`.
public record Kind(String apiVersion, String name) {
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "APIService",
          "CSIDriver",
          "CSINode",
          "CertificateSigningRequest",
          "ClusterIssuer",
          "ClusterRole",
          "ClusterRoleBinding",
          "ComponentStatus",
          "CustomResourceDefinition",
          "FlowSchema",
          "GatewayClass",
          "IngressClass",
          "MutatingWebhookConfiguration",
          "Namespace",
          "Node",
          "PersistentVolume",
          "PodSecurityPolicy",
          "PriorityClass",
          "PriorityLevelConfiguration",
          "RuntimeClass",
          "StorageClass",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "ValidatingWebhookConfiguration",
          "VolumeAttachment");

  /// The API group; empty for the core group.
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  public String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  public boolean isClusterScoped() {
    return CLUSTER_SCOPED.contains(name);
  }

  /// Whether the group is one of Kubernetes' own, so that the kind is no custom resource.
  public boolean isBuiltIn() {
    String group = group();
    return group.indexOf('.') < 0
        || (group.endsWith(".k8s.io") && !group.startsWith("gateway.") && !group.contains(".x-"));
  }
}
