package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads everything that runs pods, whatever its kind.
final class WorkloadReader {
  private WorkloadReader() {}

  /// A workload, if the object has a pod template (or is a Pod).
  static Optional<Workload> workload(Meta meta, FieldReader root) {
    WorkloadType type = WorkloadType.of(meta.ref().kind());
    FieldReader spec = root.child("spec");
    FieldReader template =
        switch (type) {
          case POD -> root;
          case CRON_JOB -> spec.child("jobTemplate").child("spec").child("template");
          case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, JOB, ROLLOUT, OTHER ->
              spec.child("template");
        };
    FieldReader podSpec = template.child("spec");
    boolean runsPods = podSpec.has("containers") || (type != WorkloadType.OTHER && spec.exists());
    return runsPods ? Optional.of(workload(meta, type, spec, template, podSpec)) : Optional.empty();
  }

  private static Workload workload(
      Meta meta, WorkloadType type, FieldReader spec, FieldReader template, FieldReader podSpec) {
    boolean pod = type == WorkloadType.POD;
    List<Field<String>> claimTemplates = new ArrayList<>();
    for (FieldReader claim : spec.items("volumeClaimTemplates")) {
      claimTemplates.addAll(claim.child("spec").strings("accessModes"));
    }
    boolean plainSelector = meta.ref().kind().name().equals("ReplicationController");
    return new Workload(
        meta,
        type,
        pod ? new Field.Absent<>(meta.place()) : spec.integer("replicas"),
        pod ? Optional.empty() : plainSelector ? plain(spec) : selector(spec, "selector"),
        PodReader.template(template, podSpec),
        strategy(type, spec),
        spec.integer("minReadySeconds"),
        claimTemplates);
  }

  private static Optional<LabelSelector> plain(FieldReader spec) {
    StringMap labels = spec.stringMap("selector");
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelSelector(labels.place(), labels, List.of()));
  }

  static Optional<LabelSelector> selector(FieldReader spec, String key) {
    return spec.existing(key)
        .map(
            selector ->
                new LabelSelector(
                    selector.place(),
                    selector.stringMap("matchLabels"),
                    selector.items("matchExpressions").stream()
                        .map(
                            expression ->
                                new LabelSelector.Requirement(
                                    expression.place(),
                                    expression.string("key"),
                                    expression.string("operator"),
                                    expression.strings("values")))
                        .toList()));
  }

  private static Workload.Strategy strategy(WorkloadType type, FieldReader spec) {
    FieldReader strategy =
        spec.child(
            type == WorkloadType.STATEFUL_SET || type == WorkloadType.DAEMON_SET
                ? "updateStrategy"
                : "strategy");
    FieldReader rolling = strategy.child("rollingUpdate");
    return new Workload.Strategy(
        strategy.place(),
        strategy.string("type"),
        rolling.intOrPercent("maxUnavailable"),
        rolling.intOrPercent("maxSurge"),
        rolling.integer("partition"),
        type == WorkloadType.ROLLOUT || type == WorkloadType.OTHER);
  }
}
