package dev.hoplint.intake;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the names of files and API groups say about texts that no API server ever sees.
final class KnownTexts {
  private static final Pattern KUBERNETES_KEY =
      Pattern.compile("(?m)^[ \\t]*(?:- +|\\{ *)?[\"']?(?:apiVersion|kind)[\"']?[ \\t]*:");
  private static final Pattern VALUES = Pattern.compile("(?:.*[-._])?values(?:[-._].*)?\\.ya?ml");
  private static final Pattern NEVER_KUBERNETES =
      Pattern.compile(
          "(?:docker-)?compose(?:[-._].*)?\\.ya?ml|\\.gitlab-ci.*|\\.travis\\.yml|mkdocs\\.ya?ml"
              + "|openapi.*|swagger.*|package(?:-lock)?\\.json|tsconfig.*\\.json|composer\\.json"
              + "|playbook.*\\.ya?ml|azure-pipelines.*\\.ya?ml|cloudbuild\\.ya?ml"
              + "|\\.pre-commit-(?:config|hooks)\\.yaml");

  /// API groups of files that tools read from a disk; they are never sent to a cluster.
  private static final Set<String> TOOL_GROUPS =
      Set.of(
          "skaffold",
          "kind.x-k8s.io",
          "k3d.io",
          "kubeadm.k8s.io",
          "kubelet.config.k8s.io",
          "kubeproxy.config.k8s.io",
          "kubescheduler.config.k8s.io",
          "apiserver.config.k8s.io",
          "apiserver.k8s.io",
          "audit.k8s.io",
          "client.authentication.k8s.io",
          "config.k8s.io",
          "controller-runtime.sigs.k8s.io",
          "backstage.io",
          "eksctl.io",
          "cli.kyverno.io",
          "kuttl.dev",
          "chainsaw.kyverno.io",
          "kpt.dev",
          "garden.io",
          "devspace.sh",
          "k0sctl.k0sproject.io",
          "mirror.openshift.io",
          "krew.googlecontainertools.github.com",
          "kustomize.config.k8s.io",
          "scaffolder.backstage.io",
          "replicated.com",
          "troubleshoot.sh");

  private KnownTexts() {}

  /// Whether the text looks as if it was meant for Kubernetes.
  static boolean looksLikeKubernetes(String fileName, String text) {
    return !NEVER_KUBERNETES.matcher(fileName.toLowerCase(Locale.ROOT)).matches()
        && KUBERNETES_KEY.matcher(text).find();
  }

  static boolean isValues(String fileName) {
    return VALUES.matcher(fileName).matches();
  }

  static boolean isChartFile(String fileName) {
    return fileName.equals("Chart.yaml") || fileName.equals("Chart.yml");
  }

  static boolean isKustomizationName(String fileName) {
    return List.of("kustomization.yaml", "kustomization.yml", "Kustomization").contains(fileName);
  }

  /// The group of an `apiVersion`; empty for the core group.
  static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// Whether a tool reads objects of this type from files and no API server does.
  static boolean isToolFile(String apiVersion, String kind) {
    String group = group(apiVersion);
    return TOOL_GROUPS.contains(group)
        || (apiVersion.equals("v1") && kind.equals("Config"))
        || apiVersion.equals("builtin")
        || (group.equals("config.kubernetes.io") && kind.equals("ResourceList"))
        || group.equals("troubleshoot.sh");
  }
}
