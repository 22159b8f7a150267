package dev.hoplint.webhook.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/// Before a real cluster's API server, with the shipped manifests and the rights that they give.
/// Runs when `KUBEBUILDER_ASSETS` names a folder with `kube-apiserver` and `etcd`, as
/// `setup-envtest` makes it.
class KubernetesEndToEndTest extends EndToEndScenarios {
  @Override
  Cluster startCluster(Path folder) {
    Optional<Path> server = Tools.asset("kube-apiserver");
    Optional<Path> etcd = Tools.asset("etcd");
    assumeTrue(
        server.isPresent() && etcd.isPresent(),
        "KUBEBUILDER_ASSETS names no folder with kube-apiserver and etcd");
    return WholeCluster.start(folder, server.orElseThrow(), etcd.orElseThrow());
  }
}
