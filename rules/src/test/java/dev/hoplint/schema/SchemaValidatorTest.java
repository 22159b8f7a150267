package dev.hoplint.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the validator says, and where it must stay silent.
class SchemaValidatorTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports:
      """;

  @Test
  void healthyObjectsHaveNoViolations() {
    assertThat(
            Violations.of(
                """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations: null
                  labels: ~
                  creationTimestamp: null
                spec:
                  type: ""
                  clusterIP: None
                  selector: {app: web, "app.kubernetes.io/part-of": shop}
                  ports:
                    - {name: http, port: 80, targetPort: http, protocol: TCP}
                    - {name: metrics, port: 0x50, targetPort: 0, nodePort: 0}
                    - {name: float, port: 80.0, targetPort: ""}
                status: {anything: goes}
                ---
                apiVersion: v1
                kind: Service
                metadata: {generateName: headless-}
                spec: {clusterIP: None}
                ---
                apiVersion: example.com/v1
                kind: Service
                spec: 5
                """))
        .isEmpty();
  }

  @Test
  void wrongTypesSayWhatWasFoundAndWhatToWrite() {
    assertThat(
            Violations.of(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  terminationGracePeriodSeconds: "30"
                  hostNetwork: "true"
                  nodeSelector: [a]
                  containers:
                    - name: web
                      image: nginx
                      env:
                        - {name: DEBUG, value: yes}
                        - {name: PORT, value: 8080}
                      ports: {containerPort: 80}
                    -
                """))
        .containsExactly(
            "5 WRONG_TYPE .spec.terminationGracePeriodSeconds must be a whole number, but \"30\" is"
                + " a string: remove the quotes",
            "6 WRONG_TYPE .spec.hostNetwork must be true or false, but \"true\" is a string: remove"
                + " the quotes",
            "7 WRONG_TYPE .spec.nodeSelector must be a mapping, but it is a list",
            "12 WRONG_TYPE .spec.containers[0].env[0].value must be a string, but yes is a boolean"
                + " in YAML 1.1: write \"yes\"",
            "13 WRONG_TYPE .spec.containers[0].env[1].value must be a string, but 8080 is a number:"
                + " write \"8080\"",
            "14 WRONG_TYPE .spec.containers[0].ports must be a list, but it is a mapping",
            "15 WRONG_TYPE .spec.containers[1] must be a mapping, but it is empty");
  }

  @Test
  void missingFieldsPointAtTheObjectThatLacksThem() {
    assertThat(
            Violations.of(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {labels: {app: web}}
                spec:
                  selector: {}
                  template:
                    spec:
                      containers:
                        - name: web
                          image: ""
                          readinessProbe: {periodSeconds: 5}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}}
                ---
                kind: Ingress
                apiVersion: networking.k8s.io/v1
                """))
        .containsExactly(
            "3 MISSING_REQUIRED .metadata has neither \"name\" nor \"generateName\"",
            "5 MISSING_REQUIRED .spec.selector has neither \"matchLabels\" nor"
                + " \"matchExpressions\"",
            "10 MISSING_REQUIRED .spec.template.spec.containers[0].image is empty, but Kubernetes"
                + " requires it",
            "11 MISSING_REQUIRED .spec.template.spec.containers[0].readinessProbe has none of"
                + " \"exec\", \"httpGet\", \"tcpSocket\" and \"grpc\"",
            "16 MISSING_REQUIRED .spec has no \"ports\", which Kubernetes requires unless clusterIP"
                + " is \"None\" or clusterIPs is \"None\" or type is \"ExternalName\"",
            "18 MISSING_REQUIRED Ingress has no \"metadata\", which Kubernetes requires",
            "18 MISSING_REQUIRED Ingress has no \"spec\", which Kubernetes requires");
  }

  @Test
  void unknownFieldsNameTheNearestOrTheirPlace() {
    SourceText source =
        SourceText.of(
            "test.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                replicas: 2
                spec:
                  readinessProbe: {}
                  containers:
                    - name: web
                      image: nginx
                      imagepullpolicy: Always
                      whatever: 1
                      ports: [{containerPort: 80, containerPot: 80}]
            """);
    assertThat(Violations.violations(source))
        .extracting(v -> source.position(v.span().start()).line() + " " + v.message())
        .containsExactly(
            "7 \"replicas\" in .spec.template is not a field of Kubernetes 1.37, it belongs to"
                + " .spec",
            "9 \"readinessProbe\" in .spec.template.spec is not a field of Kubernetes 1.37, it"
                + " belongs to the items of .spec.template.spec.containers",
            "13 \"imagepullpolicy\" in .spec.template.spec.containers[0] is not a field of"
                + " Kubernetes 1.37, did you mean \"imagePullPolicy\"?",
            "14 \"whatever\" in .spec.template.spec.containers[0] is not a field of Kubernetes"
                + " 1.37",
            "15 \"containerPot\" in .spec.template.spec.containers[0].ports[0] is not a field of"
                + " Kubernetes 1.37");
    assertThat(Violations.violations(source))
        .extracting(SchemaViolation::candidates)
        .containsExactly(List.of(), List.of(), List.of("imagePullPolicy"), List.of(), List.of());
  }

  @Test
  void aMissingFieldAndItsMisspeltKeyAreOneDefect() {
    assertThat(
            Violations.of(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  rules:
                    - http:
                        paths:
                          - path: /
                            pathtype: Prefix
                            backend:
                              serviceName: web
                              servicePort: 80
                """))
        .containsExactly(
            "9 MISSING_REQUIRED .spec.rules[0].http.paths[0] has no \"pathType\", which Kubernetes"
                + " requires: \"pathtype\" in .spec.rules[0].http.paths[0] is not a field of"
                + " Kubernetes 1.37, did you mean \"pathType\"?",
            "11 MISSING_REQUIRED .spec.rules[0].http.paths[0].backend has neither \"service\" nor"
                + " \"resource\": \"serviceName\" in .spec.rules[0].http.paths[0].backend is not a"
                + " field of Kubernetes 1.37, which has \"service.name\" instead");
  }

  @Test
  void valuesOutsideEnumRangeAndFormatAreNamed() {
    assertThat(
            Violations.of(
                SERVICE
                    + """
                        - {name: A, port: 70000, targetPort: "80", protocol: tcp}
                        - {name: b, port: 80, targetPort: web_port, nodePort: 3000000000}
                      type: NodePort
                      externalTrafficPolicy: local
                    """))
        .containsExactly(
            "7 NOT_ALLOWED_VALUE .spec.ports[0].name is \"A\", but must be a DNS label: at most 63"
                + " lower-case letters, digits and \"-\", with a letter or digit at both ends",
            "7 NOT_ALLOWED_VALUE .spec.ports[0].port is 70000, but must be from 1 to 65535",
            "7 NOT_ALLOWED_VALUE .spec.ports[0].targetPort is \"80\", but must be a port number"
                + " from 1 to 65535, or the name of a port: remove the quotes",
            "7 NOT_ALLOWED_VALUE .spec.ports[0].protocol is \"tcp\", but must be \"TCP\", \"UDP\""
                + " or \"SCTP\"",
            "8 NOT_ALLOWED_VALUE .spec.ports[1].targetPort is \"web_port\", but must be a port"
                + " number from 1 to 65535, or the name of a port",
            "8 NOT_ALLOWED_VALUE .spec.ports[1].nodePort is 3000000000, but must be a whole number"
                + " of 32 bits",
            "10 NOT_ALLOWED_VALUE .spec.externalTrafficPolicy is \"local\", but must be \"Cluster\""
                + " or \"Local\"");
  }

  @Test
  void fieldsThatExcludeEachOther() {
    assertThat(
            Violations.of(
                """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web}
                spec:
                  minAvailable: 1
                  maxUnavailable: 150%
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  strategy:
                    type: Recreate
                    rollingUpdate: {maxSurge: 1}
                  template: {spec: {containers: [{name: web, image: nginx}]}}
                """))
        .containsExactly(
            "6 NOT_ALLOWED_VALUE .spec has both \"minAvailable\" and \"maxUnavailable\", but may"
                + " have only one of them",
            "15 NOT_ALLOWED_VALUE .spec.strategy has \"rollingUpdate\", which type \"Recreate\""
                + " does not allow");
  }

  @Test
  void placeholdersAreNeverViolations() {
    assertThat(
            Violations.of(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: "${NAME}", labels: {"${KEY}": x, app: <your app>}}
                spec:
                  type: __TYPE__
                  ports:
                    - {port: "${PORT}", targetPort: $(TARGET), name: A-<x>, "{{x}}": 1}
                    - {name: b, port: {{ port }}}
                """))
        .isEmpty();
  }

  @Test
  void aliasesMergeKeysAndRepeatedKeysCountAsDecoded() {
    assertThat(
            Violations.of(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                    - &base
                      name: web
                      image: nginx
                      ports: &ports [{containerPort: 0}]
                    - <<: *base
                      name: Side
                    - name: third
                      name: fourth
                      image: x
                      ports: *ports
                      env: [{name: A, value: &number 80}, {name: B, value: *number}]
                """))
        .containsExactly(
            "9 NOT_ALLOWED_VALUE .spec.containers[0].ports[0].containerPort is 0, but must be from"
                + " 1 to 65535",
            "11 NOT_ALLOWED_VALUE .spec.containers[1].name is \"Side\", but must be a DNS label: at"
                + " most 63 lower-case letters, digits and \"-\", with a letter or digit at both"
                + " ends",
            "16 WRONG_TYPE .spec.containers[2].env[0].value must be a string, but 80 is a number:"
                + " write \"80\"",
            "16 WRONG_TYPE .spec.containers[2].env[1].value must be a string, but 80 is a number:"
                + " write \"80\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port: !!str 80                | must be a whole number
          port: 080                     |
          port: 0o120                   |
          port: 0x50                    |
          port: 8_0                     |
          port: 80.5                    | must be a whole number
          port: .inf                    | must be a whole number
          port: 99999999999999999999    | must be a whole number, but is 99999999999999999999
          port: 18446744073709551615    | must be a whole number, but is 18446744073709551615
          port: 8e1                     |
          port: -1                      | must be from 1 to 65535
          port: on                      | must be a whole number
          """)
  void numbersAreReadAsTheApiServerReadsThem(String port, String wanted) {
    List<String> found = Violations.of(SERVICE + "    - " + port + "\n");
    if (wanted == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().contains(wanted);
    }
  }

  @Test
  void hostileValuesStayCheap() {
    String name = "a.".repeat(500_000);
    String addresses = "1:".repeat(500_000);
    String yaml =
        SERVICE + "    - {port: 80, name: " + name + "}\n  clusterIP: '" + addresses + "'";
    assertTimeout(Duration.ofSeconds(5), () -> assertThat(Violations.of(yaml)).hasSize(2));
  }

  @Test
  void manyAliasesAndManyErrorsStayCheap() {
    StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n");
    yaml.append("spec:\n  containers:\n    - &c {name: A, ports: &p [");
    yaml.append("{containerPort: 0, surplus: 1},".repeat(3000)).append("]}\n");
    yaml.append("    - *c\n".repeat(100)).append("  volumes:\n");
    yaml.append("    - {name: a, a: *p}\n".repeat(10));
    assertTimeout(
        Duration.ofSeconds(10),
        () -> assertThat(Violations.of(yaml.toString())).hasSizeBetween(1, 200));
  }

  @Test
  void damagedObjectsAreReportedNotThrown() {
    SourceText source =
        SourceText.of(
            "test.yaml",
            SERVICE
                + """
                    - {name: http, port: 80, targetPort: http}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, labels: {app: web}}
                spec:
                  selector: {matchLabels: {app: web}}
                  strategy: {rollingUpdate: {maxSurge: 25%}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - name: web
                          image: nginx
                          env: [{name: A, value: "1"}, {name: B, valueFrom: {fieldRef: {fieldPath: x}}}]
                          resources: {limits: {cpu: 500m}}
                          readinessProbe: {httpGet: {port: 80}}
                      volumes: [{name: a, configMap: {name: a, defaultMode: 420}}]
                """);
    List<Mapping> objects = new ArrayList<>();
    for (Document document : YamlReader.read(source)) {
      objects.add((Mapping) document.root().orElseThrow());
    }
    for (int round = 0; round < 3; round++) {
      objects = ManifestMutations.of(objects, 500 * (round + 1));
    }
    assertThat(objects)
        .allSatisfy(
            object ->
                assertThat(Violations.validate(object))
                    .allSatisfy(one -> assertThat(one.message()).doesNotContain("\n")));
  }

  @Test
  void severalThreadsSeeTheSame() throws Exception {
    SourceText source =
        SourceText.of("test.yaml", SERVICE + "    - {port: 70000, targetPort: web_port}\n");
    List<SchemaViolation> wanted = Violations.violations(source);
    List<Callable<List<SchemaViolation>>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(() -> Violations.violations(source));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<SchemaViolation>> future : threads.invokeAll(calls)) {
        assertThat(future.get()).isEqualTo(wanted);
      }
    }
  }
}
