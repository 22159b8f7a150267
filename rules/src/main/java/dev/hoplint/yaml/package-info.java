/// YAML and JSON texts as trees in which every node keeps its place.
///
/// Knows the syntax and the typing of scalars as the API server's decoder does it
/// (sigs.k8s.io/yaml, a YAML 1.1 reader). Knows nothing of Kubernetes.
@NullMarked
package dev.hoplint.yaml;

import org.jspecify.annotations.NullMarked;
