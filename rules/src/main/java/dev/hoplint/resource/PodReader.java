package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads pod templates.
final class PodReader {
  private PodReader() {}

  static PodTemplate template(FieldReader template, FieldReader spec) {
    List<Container> containers = new ArrayList<>();
    for (FieldReader container : spec.items("containers")) {
      containers.add(container(container, Container.Role.MAIN));
    }
    for (FieldReader container : spec.items("initContainers")) {
      boolean sidecar = container.string("restartPolicy").is("Always");
      containers.add(
          container(container, sidecar ? Container.Role.NATIVE_SIDECAR : Container.Role.INIT));
    }
    List<Field<String>> claims = new ArrayList<>();
    for (FieldReader volume : spec.items("volumes")) {
      volume
          .existing("persistentVolumeClaim")
          .ifPresent(claim -> claims.add(claim.string("claimName")));
    }
    FieldReader metadata = template.child("metadata");
    Set<String> resources = new HashSet<>(spec.child("resources").keys("requests"));
    resources.addAll(spec.child("resources").keys("limits"));
    return new PodTemplate(
        template.place(),
        metadata.stringMap("labels"),
        metadata.stringMap("annotations"),
        containers,
        spec.integer("terminationGracePeriodSeconds"),
        claims,
        spec.bool("hostNetwork"),
        resources,
        spec.items("readinessGates").stream().map(gate -> gate.string("conditionType")).toList(),
        configMaps(spec));
  }

  private static List<Field<String>> configMaps(FieldReader spec) {
    List<Field<String>> names = new ArrayList<>();
    for (FieldReader volume : spec.items("volumes")) {
      volume.existing("configMap").ifPresent(map -> names.add(map.string("name")));
      for (FieldReader source : volume.child("projected").items("sources")) {
        source.existing("configMap").ifPresent(map -> names.add(map.string("name")));
      }
    }
    for (FieldReader container : spec.items("containers")) {
      for (FieldReader source : container.items("envFrom")) {
        source.existing("configMapRef").ifPresent(map -> names.add(map.string("name")));
      }
    }
    return names;
  }

  private static Container container(FieldReader reader, Container.Role role) {
    FieldReader resources = reader.child("resources");
    return new Container(
        reader.place(),
        role,
        reader.string("name"),
        reader.string("image"),
        reader.strings("command"),
        reader.strings("args"),
        reader.items("ports").stream()
            .map(
                port ->
                    new Container.Port(
                        port.place(),
                        port.string("name"),
                        port.integer("containerPort"),
                        port.protocol("protocol")))
            .toList(),
        reader.items("env").stream()
            .map(
                variable ->
                    new Container.EnvironmentVariable(
                        variable.place(), variable.string("name"), variable.string("value")))
            .toList(),
        probe(reader, "readinessProbe"),
        probe(reader, "livenessProbe"),
        probe(reader, "startupProbe"),
        reader.child("lifecycle").existing("preStop").map(PodReader::handler),
        Set.copyOf(resources.keys("requests")),
        Set.copyOf(resources.keys("limits")),
        !reader.items("volumeMounts").isEmpty());
  }

  private static Optional<Probe> probe(FieldReader container, String key) {
    return container
        .existing(key)
        .map(
            probe ->
                new Probe(
                    probe.place(),
                    handler(probe),
                    probe.integer("initialDelaySeconds"),
                    probe.integer("timeoutSeconds"),
                    probe.integer("periodSeconds"),
                    probe.integer("successThreshold"),
                    probe.integer("failureThreshold")));
  }

  private static Handler handler(FieldReader reader) {
    Optional<FieldReader> get = reader.existing("httpGet");
    if (get.isPresent()) {
      FieldReader action = get.get();
      return new Handler.HttpGet(
          action.place(),
          action.string("path"),
          action.port("port"),
          action.string("scheme"),
          action.string("host"),
          action.items("httpHeaders").stream()
              .map(header -> new Handler.Header(header.string("name"), header.string("value")))
              .toList());
    }
    Optional<FieldReader> socket = reader.existing("tcpSocket");
    if (socket.isPresent()) {
      return new Handler.TcpSocket(socket.get().place(), socket.get().port("port"));
    }
    Optional<FieldReader> grpc = reader.existing("grpc");
    if (grpc.isPresent()) {
      return new Handler.Grpc(grpc.get().place(), grpc.get().port("port"));
    }
    Optional<FieldReader> exec = reader.existing("exec");
    if (exec.isPresent()) {
      return new Handler.Exec(exec.get().place(), exec.get().strings("command"));
    }
    return reader
        .existing("sleep")
        .<Handler>map(sleep -> new Handler.Sleep(sleep.place(), sleep.integer("seconds")))
        .orElseGet(() -> new Handler.None(reader.place()));
  }
}
