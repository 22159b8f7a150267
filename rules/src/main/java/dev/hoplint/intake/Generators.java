package dev.hoplint.intake;

import static dev.hoplint.intake.Generators.Place.ANYWHERE;
import static dev.hoplint.intake.Generators.Place.OWN;

import dev.hoplint.text.Placeholders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What objects create other objects, as data: one row for each kind.
///
/// The names are those that the operators' own documentation gives to what they create. A custom
/// kind without a row may create what carries its name; Kubernetes' own kinds create nothing that
/// manifests refer to.
final class Generators {
  /// Where the created objects live.
  enum Place {
    /// In the namespace of the object itself.
    OWN,
    /// Nobody can tell.
    ANYWHERE
  }

  /// What is known of the created objects' names.
  enum Naming {
    /// Nothing.
    FREE,
    /// They contain the name of the object; its pods may carry any labels.
    NAMED
  }

  /// One kind that creates others.
  ///
  /// @param kinds what it creates; empty for anything
  /// @param namespaceField field of the object that names their namespace, `.`-separated; empty for
  ///   none
  private record Row(
      String group,
      String kind,
      Set<String> kinds,
      Place place,
      String namespaceField,
      Naming naming) {
    Row in(String field) {
      return new Row(group, kind, kinds, place, field, naming);
    }
  }

  private static final Set<String> ANY = Set.of();
  private static final String ALL_KINDS = "*";

  private static final List<Row> ROWS =
      List.of(
          // Releases and applications that controllers fetch from elsewhere.
          free("helm.toolkit.fluxcd.io", "HelmRelease", ANY, OWN).in("spec.targetNamespace"),
          free("helm.fluxcd.io", "HelmRelease", ANY, OWN).in("spec.targetNamespace"),
          free("helm.cattle.io", "HelmChart", ANY, OWN).in("spec.targetNamespace"),
          free("helm.crossplane.io", "Release", ANY, ANYWHERE).in("spec.forProvider.namespace"),
          free("kubernetes.crossplane.io", "Object", ANY, ANYWHERE),
          free("kustomize.toolkit.fluxcd.io", "Kustomization", ANY, ANYWHERE)
              .in("spec.targetNamespace"),
          free("argoproj.io", "Application", ANY, ANYWHERE).in("spec.destination.namespace"),
          free("argoproj.io", "ApplicationSet", ANY, ANYWHERE),
          free("fleet.cattle.io", ALL_KINDS, ANY, ANYWHERE).in("spec.targetNamespace"),
          free("kappctrl.k14s.io", "App", ANY, ANYWHERE),
          free("packaging.carvel.dev", "PackageInstall", ANY, ANYWHERE),
          free("core.oam.dev", "Application", ANY, OWN),
          free("template.openshift.io", "Template", ANY, ANYWHERE),
          free("operators.coreos.com", "Subscription", ANY, OWN),
          free("install.istio.io", "IstioOperator", ANY, ANYWHERE),
          free("operator.knative.dev", ALL_KINDS, ANY, OWN),
          free("addons.cluster.x-k8s.io", ALL_KINDS, ANY, ANYWHERE),
          // Operators whose objects do not all carry the name of the custom resource.
          free("monitoring.coreos.com", "Prometheus", ANY, OWN),
          free("monitoring.coreos.com", "PrometheusAgent", ANY, OWN),
          free("monitoring.coreos.com", "Alertmanager", ANY, OWN),
          free("monitoring.coreos.com", "ThanosRuler", ANY, OWN),
          free("ceph.rook.io", ALL_KINDS, ANY, OWN),
          free("kubevirt.io", ALL_KINDS, ANY, OWN),
          free("leaderworkerset.x-k8s.io", "LeaderWorkerSet", ANY, OWN),
          free("jobset.x-k8s.io", "JobSet", ANY, OWN),
          free("minio.min.io", "Tenant", ANY, OWN),
          free("split.smi-spec.io", "TrafficSplit", BuiltInKinds.PODS, OWN),
          free("tekton.dev", ALL_KINDS, BuiltInKinds.PODS, OWN),
          free("serving.kserve.io", ALL_KINDS, ANY, OWN),
          free("longhorn.io", ALL_KINDS, ANY, OWN),
          free("operator.tigera.io", ALL_KINDS, ANY, ANYWHERE),
          // Operators that name what they create after the custom resource.
          named("elasticsearch.k8s.elastic.co", ALL_KINDS),
          named("kibana.k8s.elastic.co", ALL_KINDS),
          named("apm.k8s.elastic.co", ALL_KINDS),
          named("beat.k8s.elastic.co", ALL_KINDS),
          named("agent.k8s.elastic.co", ALL_KINDS),
          named("logstash.k8s.elastic.co", ALL_KINDS),
          named("kafka.strimzi.io", ALL_KINDS),
          named("acid.zalan.do", "postgresql"),
          named("postgresql.cnpg.io", ALL_KINDS),
          named("postgres-operator.crunchydata.com", ALL_KINDS),
          named("stackgres.io", ALL_KINDS),
          named("rabbitmq.com", "RabbitmqCluster"),
          named("mongodb.com", ALL_KINDS),
          named("mongodbcommunity.mongodb.com", ALL_KINDS),
          named("databases.spotahome.com", "RedisFailover"),
          named("serving.knative.dev", ALL_KINDS),
          named("run.googleapis.com", ALL_KINDS),
          named("flagger.app", "Canary"),
          named("gateway.networking.k8s.io", "Gateway"),
          named("ray.io", ALL_KINDS),
          // Single kinds.
          free("keda.sh", "ScaledObject", Set.of("HorizontalPodAutoscaler"), OWN),
          free("keda.sh", "ScaledJob", BuiltInKinds.PODS, OWN),
          free("argoproj.io", "Workflow", BuiltInKinds.PODS, OWN),
          free("argoproj.io", "CronWorkflow", BuiltInKinds.PODS, OWN),
          free("bitnami.com", "SealedSecret", Set.of("Secret"), OWN),
          free("external-secrets.io", "ExternalSecret", Set.of("Secret"), OWN),
          free("external-secrets.io", "ClusterExternalSecret", Set.of("Secret"), ANYWHERE),
          free("kubernetes-client.io", "ExternalSecret", Set.of("Secret"), OWN),
          free("secrets.hashicorp.com", ALL_KINDS, Set.of("Secret"), OWN),
          free("onepassword.com", "OnePasswordItem", Set.of("Secret"), OWN),
          free("isindir.github.com", "SopsSecret", Set.of("Secret"), OWN),
          free("cert-manager.io", "Certificate", Set.of("Secret"), OWN),
          free("trust.cert-manager.io", "Bundle", Set.of("ConfigMap", "Secret"), ANYWHERE));

  /// Custom groups and kinds (`group/kind`) that configure something and create nothing that
  /// manifests refer to.
  private static final Set<String> QUIET =
      Set.of(
          "acme.cert-manager.io",
          "argoproj.io/AnalysisTemplate",
          "argoproj.io/AppProject",
          "argoproj.io/ClusterAnalysisTemplate",
          "argoproj.io/ClusterWorkflowTemplate",
          "argoproj.io/Rollout",
          "argoproj.io/WorkflowTemplate",
          "cert-manager.io/ClusterIssuer",
          "cert-manager.io/Issuer",
          "cilium.io",
          "cloud.google.com",
          "config.gatekeeper.sh",
          "configuration.konghq.com",
          "constraints.gatekeeper.sh",
          "crd.projectcalico.org",
          "elbv2.k8s.aws",
          "external-secrets.io/ClusterSecretStore",
          "external-secrets.io/SecretStore",
          "externaldns.k8s.io",
          "gateway.envoyproxy.io",
          "gateway.networking.k8s.io",
          "getambassador.io",
          "helm.cattle.io/HelmChartConfig",
          "image.toolkit.fluxcd.io",
          "k8s.cni.cncf.io",
          "k8s.nginx.org",
          "karpenter.k8s.aws",
          "karpenter.sh",
          "keda.sh/ClusterTriggerAuthentication",
          "keda.sh/TriggerAuthentication",
          "kyverno.io",
          "linkerd.io",
          "metallb.io",
          "monitoring.coreos.com",
          "networking.gke.io",
          "networking.istio.io",
          "notification.toolkit.fluxcd.io",
          "operators.coreos.com",
          "policy.linkerd.io",
          "policy.networking.k8s.io",
          "projectcalico.org",
          "projectcontour.io",
          "rbac.istio.io",
          "secrets-store.csi.x-k8s.io",
          "security.istio.io",
          "source.toolkit.fluxcd.io",
          "specs.smi-spec.io",
          "telemetry.istio.io",
          "templates.gatekeeper.sh",
          "traefik.containo.us",
          "traefik.io",
          "route.openshift.io",
          "security.openshift.io",
          "config.openshift.io",
          "wgpolicyk8s.io");

  /// What every cluster holds without a manifest: the control plane's static pods and add-ons, and
  /// the API server's Service.
  static final List<Opening> EVERY_CLUSTER =
      List.of(
          new Opening(
              "kube-system holds what the cluster brings along",
              ANY,
              Optional.of("kube-system"),
              Optional.empty()),
          new Opening(
              "every cluster has it",
              Set.of("Service", "Endpoints", "EndpointSlice"),
              Optional.of("default"),
              Optional.of("kubernetes")));

  private static final Map<String, Row> BY_KIND = new HashMap<>();

  static {
    ROWS.forEach(row -> BY_KIND.put(row.group() + "/" + row.kind(), row));
  }

  private Generators() {}

  private static Row free(String group, String kind, Set<String> kinds, Place place) {
    return new Row(group, kind, kinds, place, "", Naming.FREE);
  }

  private static Row named(String group, String kind) {
    return new Row(group, kind, ANY, OWN, "", Naming.NAMED);
  }

  /// Whether the object is of a kind with a row: what it supplies, it supplies for every set.
  static boolean isKnown(SortedDocument object) {
    return row(object).isPresent();
  }

  /// What the object may create.
  ///
  /// @param namespace the object's own namespace; empty where it is not known
  static List<Opening> openings(SortedDocument object, String namespace, SourcePaths sources) {
    String reason = object.kind() + " \"" + object.name() + "\" may create it";
    Optional<Row> row = row(object);
    if (row.isPresent()) {
      return sources.shows(object) ? List.of() : openings(row.get(), object, namespace, reason);
    }
    if (BuiltInKinds.isBuiltInGroup(object.group())
        || QUIET.contains(object.group())
        || QUIET.contains(object.group() + "/" + object.kind())
        || object.name().isEmpty()) {
      return List.of();
    }
    return List.of(new Opening(reason, ANY, filled(namespace), Optional.of(object.name())));
  }

  private static Optional<Row> row(SortedDocument object) {
    Row row = BY_KIND.get(object.group() + "/" + object.kind());
    return Optional.ofNullable(row != null ? row : BY_KIND.get(object.group() + "/" + ALL_KINDS));
  }

  private static List<Opening> openings(
      Row row, SortedDocument object, String namespace, String reason) {
    String written =
        row.namespaceField().isEmpty()
            ? ""
            : Fields.text(object.object(), row.namespaceField().split("\\.", -1));
    String target =
        !written.isEmpty()
            ? written
            : switch (row.place()) {
              case OWN -> namespace;
              case ANYWHERE -> "";
            };
    Optional<String> where = Placeholders.in(target) ? Optional.empty() : filled(target);
    return switch (row.naming()) {
      case FREE -> List.of(new Opening(reason, row.kinds(), where, Optional.empty()));
      case NAMED -> {
        List<Opening> both = new ArrayList<>();
        both.add(new Opening(reason, BuiltInKinds.PODS, where, Optional.empty()));
        both.add(new Opening(reason, row.kinds(), where, filled(object.name())));
        yield both;
      }
    };
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
