package dev.hoplint.resource;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes resources of trees: the one door for manifests and for objects of a cluster.
public final class ResourceReader {
  private ResourceReader() {}

  /// Reads an object of a manifest.
  ///
  /// @param namespace the namespace it ends up in where it writes none (ignored for cluster-scoped
  ///   kinds)
  public static Resource read(ManifestDocument document, String namespace) {
    Placer placer = Placer.in(document.document().source());
    FieldReader root = FieldReader.of(document.root(), document.path(), placer);
    Kind kind = kind(document.root());
    FieldReader metadata = root.child("metadata");
    Field<String> written = metadata.string("namespace");
    String effective =
        kind.isClusterScoped() ? "" : document.namespace().orElseGet(() -> written.or(namespace));
    Meta meta = meta(root, kind, effective, document.file(), document.set(), document.patchedBy());
    return read(document.root(), root, meta);
  }

  /// Reads an object of a cluster, in which every name and namespace is written.
  public static Resource read(Mapping object) {
    Kind kind = kind(object);
    String namespace = text(object, "metadata", "namespace");
    ObjectRef ref = new ObjectRef(kind, namespace, text(object, "metadata", "name"));
    FieldReader root = FieldReader.of(object, FieldPath.ROOT, Placer.in(ref));
    return read(object, root, meta(root, kind, namespace, "", 0, Optional.empty()));
  }

  /// The kind an object says it is; empty strings where it does not say.
  public static Kind kind(Mapping object) {
    return new Kind(text(object, "apiVersion"), text(object, "kind"));
  }

  private static String text(Mapping object, String... path) {
    Mapping at = object;
    for (int i = 0; i < path.length - 1; i++) {
      if (!(at.get(path[i]).orElse(null) instanceof Mapping below)) {
        return "";
      }
      at = below;
    }
    return at.get(path[path.length - 1]).orElse(null) instanceof dev.hoplint.yaml.Scalar scalar
            && scalar.isString()
        ? scalar.value()
        : "";
  }

  private static Meta meta(
      FieldReader root,
      Kind kind,
      String namespace,
      String file,
      int set,
      Optional<String> patchedBy) {
    FieldReader metadata = root.child("metadata");
    Field<String> name = metadata.string("name");
    return new Meta(
        new ObjectRef(kind, namespace, name.or("")),
        root.place(),
        name,
        metadata.string("namespace"),
        metadata.stringMap("labels"),
        metadata.stringMap("annotations"),
        file,
        set,
        patchedBy);
  }

  private static Resource read(Mapping tree, FieldReader root, Meta meta) {
    Kind kind = meta.ref().kind();
    FieldReader spec = root.child("spec");
    return switch (kind.group() + "/" + kind.name()) {
      case "networking.k8s.io/Ingress", "extensions/Ingress" -> IngressReader.ingress(meta, spec);
      case "networking.k8s.io/IngressClass" ->
          new IngressClass(
              meta,
              spec.string("controller"),
              meta.annotations()
                  .get("ingressclass.kubernetes.io/is-default-class")
                  .filter("true"::equals)
                  .isPresent());
      case "gateway.networking.k8s.io/HTTPRoute", "gateway.networking.k8s.io/GRPCRoute" ->
          IngressReader.httpRoute(meta, spec);
      case "/Service" -> ServiceReader.service(meta, spec);
      case "/Endpoints" -> new Endpoints(meta, meta.name());
      case "discovery.k8s.io/EndpointSlice" -> new Endpoints(meta, sliceService(meta));
      case "autoscaling/HorizontalPodAutoscaler" -> AutoscalerReader.autoscaler(meta, spec);
      case "keda.sh/ScaledObject" -> AutoscalerReader.scaledObject(meta, spec);
      case "policy/PodDisruptionBudget" ->
          new DisruptionBudget(
              meta,
              WorkloadReader.selector(spec, "selector"),
              spec.intOrPercent("minAvailable"),
              spec.intOrPercent("maxUnavailable"));
      case "/LimitRange" -> limitRange(meta, spec);
      default -> workloadOrOpaque(tree, root, meta);
    };
  }

  private static Resource workloadOrOpaque(Mapping tree, FieldReader root, Meta meta) {
    if (meta.ref().kind().name().equals("Rollout") && root.child("spec").has("workloadRef")) {
      return AutoscalerReader.rolloutReference(meta, root.child("spec").child("workloadRef"));
    }
    Optional<Workload> workload = WorkloadReader.workload(meta, root);
    return workload.isPresent() ? workload.get() : new Opaque(meta, tree);
  }

  private static Field<String> sliceService(Meta meta) {
    return meta.labels()
        .entry("kubernetes.io/service-name")
        .map(StringMap.Entry::value)
        .orElseGet(() -> new Field.Absent<>(meta.place()));
  }

  private static LimitRange limitRange(Meta meta, FieldReader spec) {
    Set<String> defaults = new HashSet<>();
    for (FieldReader limit : spec.items("limits")) {
      if (limit.string("type").is("Container")) {
        for (String key : List.of("default", "defaultRequest", "max", "min")) {
          defaults.addAll(limit.keys(key));
        }
      }
    }
    return new LimitRange(meta, defaults);
  }
}
