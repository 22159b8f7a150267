package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.text.Placeholders;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One object that tells a controller what to do: its ConfigMap, its workload, or the release of
/// its chart.
///
/// @param config keys of the ConfigMap; empty where the object says nothing about them
/// @param flags command-line flags; empty where the object says nothing about them
/// @param isComplete false where parts come from elsewhere
/// @param version of the controller's image, where it is told
record ControllerSource(
    Resource resource,
    Optional<Map<String, Setting>> config,
    Optional<Map<String, Setting>> flags,
    boolean isComplete,
    Optional<ControllerVersion> version) {

  /// Names that installations give the ConfigMap: the chart, the static manifests since 0.30 and
  /// before.
  private static final Set<String> NAMES =
      Set.of(
          "ingress-nginx-controller",
          "nginx-configuration",
          "nginx-ingress-controller",
          "ingress-nginx-internal-controller",
          "ingress-nginx-external-controller");

  /// Beside them stand ConfigMaps of other uses: exposed ports, header lists.
  private static final List<String> OTHER_USES =
      List.of("tcp", "udp", "tcp-services", "udp-services", "headers", "custom-template");

  private static final String NAME_LABEL = "app.kubernetes.io/name";

  ControllerSource {
    config = config.map(Map::copyOf);
    flags = flags.map(Map::copyOf);
  }

  /// What an object tells a controller; empty for objects that have nothing to do with one.
  ///
  /// @param namespaces where controllers run
  static Optional<ControllerSource> of(Resource resource, List<String> namespaces) {
    return switch (resource) {
      case Opaque opaque when isConfigMap(opaque, namespaces) -> Optional.of(configMap(opaque));
      case Opaque opaque when isRelease(opaque) -> release(opaque);
      case Workload workload -> workload(workload);
      default -> Optional.empty();
    };
  }

  /// What is told, without where.
  record Told(
      Map<String, String> config,
      Map<String, String> flags,
      boolean hasConfig,
      boolean hasFlags,
      boolean isComplete,
      Optional<ControllerVersion> version) {}

  Told told() {
    return new Told(
        values(config), values(flags), config.isPresent(), flags.isPresent(), isComplete, version);
  }

  private static Map<String, String> values(Optional<Map<String, Setting>> settings) {
    Map<String, String> values = new HashMap<>();
    settings.ifPresent(
        all -> all.forEach((key, one) -> values.put(key, one.isKnown() + one.value())));
    return values;
  }

  private static boolean isConfigMap(Opaque object, List<String> namespaces) {
    String kind = object.ref().kind().name();
    if (!kind.equals("ConfigMap") || !object.ref().kind().group().isEmpty()) {
      return false;
    }
    String name = object.name();
    boolean labelled =
        object.meta().labels().get(NAME_LABEL).filter("ingress-nginx"::equals).isPresent();
    boolean named = NAMES.contains(name);
    boolean atHome = namespaces.contains(object.namespace()) && name.contains("nginx");
    return (named || labelled || atHome)
        && OTHER_USES.stream().noneMatch(use -> name.equals(use) || name.endsWith("-" + use));
  }

  private static ControllerSource configMap(Opaque object) {
    Map<String, Setting> config = new HashMap<>();
    boolean complete = object.meta().patchedBy().isEmpty();
    if (object.root().get("data").orElse(null) instanceof Mapping data) {
      read(object, data, FieldPath.ROOT.child("data"), config);
    }
    return new ControllerSource(
        object, Optional.of(config), Optional.empty(), complete, Optional.empty());
  }

  private static void read(
      Opaque object, Mapping mapping, FieldPath path, Map<String, Setting> config) {
    for (Mapping.Entry entry : mapping.effectiveEntries()) {
      if (entry.name().isPresent() && entry.value().resolve() instanceof Scalar scalar) {
        String key = entry.name().get();
        Place place = place(object, entry.value(), path.child(key));
        boolean readable = !Placeholders.in(scalar.value());
        config.put(
            key, new Setting(scalar.value(), Optional.of(object), Optional.of(place), readable));
      }
    }
  }

  private static Place place(Opaque object, Node node, FieldPath path) {
    return switch (object.meta().place()) {
      case Place.InText(var source, var _, var above) ->
          new Place.InText(source, node.span(), join(above, path));
      case Place.InObject(var ref, var above) -> new Place.InObject(ref, join(above, path));
    };
  }

  private static FieldPath join(FieldPath above, FieldPath path) {
    return path.isRoot() ? above : join(above, path.parent()).child(path.lastKey());
  }

  private static boolean isRelease(Opaque object) {
    return object.ref().kind().name().equals("HelmRelease")
        && text(object.root(), "spec", "chart", "spec", "chart")
            .filter("ingress-nginx"::equals)
            .isPresent();
  }

  /// A Flux HelmRelease of the chart: `controller.config` and `controller.extraArgs`.
  private static Optional<ControllerSource> release(Opaque object) {
    Map<String, Setting> config = new HashMap<>();
    Map<String, Setting> flags = new HashMap<>();
    FieldPath path = FieldPath.ROOT.child("spec").child("values").child("controller");
    Optional<Mapping> controller = mapping(object.root(), "spec", "values", "controller");
    controller
        .flatMap(found -> mapping(found, "config"))
        .ifPresent(found -> read(object, found, path.child("config"), config));
    controller
        .flatMap(found -> mapping(found, "extraArgs"))
        .ifPresent(found -> read(object, found, path.child("extraArgs"), flags));
    controller
        .flatMap(found -> found.entry("allowSnippetAnnotations"))
        .ifPresent(
            entry -> {
              if (entry.value().resolve() instanceof Scalar scalar) {
                Place place = place(object, entry.value(), path.child("allowSnippetAnnotations"));
                config.putIfAbsent(
                    "allow-snippet-annotations",
                    new Setting(scalar.value(), Optional.of(object), Optional.of(place), true));
              }
            });
    mapping(object.root(), "spec", "values", "defaultBackend")
        .flatMap(found -> found.entry("enabled"))
        .filter(
            entry -> entry.value().resolve() instanceof Scalar one && one.value().equals("true"))
        .ifPresent(
            entry -> {
              FieldPath enabled =
                  FieldPath.ROOT
                      .child("spec")
                      .child("values")
                      .child("defaultBackend")
                      .child("enabled");
              Place place = place(object, entry.value(), enabled);
              flags.putIfAbsent(
                  "default-backend-service",
                  new Setting("chart", Optional.of(object), Optional.of(place), true));
            });
    flags.replaceAll(
        (_, one) ->
            one.value().isEmpty()
                ? new Setting("true", one.resource(), one.place(), one.isKnown())
                : one);
    boolean complete =
        mapping(object.root(), "spec").flatMap(spec -> spec.get("valuesFrom")).isEmpty()
            && object.meta().patchedBy().isEmpty();
    return Optional.of(
        new ControllerSource(
            object, Optional.of(config), Optional.of(flags), complete, Optional.empty()));
  }

  private static Optional<ControllerSource> workload(Workload workload) {
    for (Container container : workload.template().containers()) {
      Optional<String> image = container.image().get().filter(ControllerSource::isController);
      if (image.isPresent()) {
        return Optional.of(
            new ControllerSource(
                workload,
                Optional.empty(),
                Optional.of(flags(workload, container)),
                workload.meta().patchedBy().isEmpty(),
                version(image.get())));
      }
    }
    return Optional.empty();
  }

  private static boolean isController(String image) {
    String repository = image.split("[:@]", 2)[0];
    return repository.endsWith("ingress-nginx/controller")
        || repository.endsWith("ingress-nginx/controller-chroot")
        || repository.endsWith("kubernetes-ingress-controller/nginx-ingress-controller");
  }

  private static Optional<ControllerVersion> version(String image) {
    String name = image.split("@", 2)[0];
    int colon = name.lastIndexOf(':');
    return colon < 0 ? Optional.empty() : ControllerVersion.parse(name.substring(colon + 1));
  }

  private static Map<String, Setting> flags(Workload workload, Container container) {
    Map<String, Setting> flags = new HashMap<>();
    for (Field<String> word :
        Stream.concat(container.command().stream(), container.args().stream()).toList()) {
      String text = word.or("");
      if (text.startsWith("--")) {
        int equals = text.indexOf('=');
        flags.put(
            equals < 0 ? text.substring(2) : text.substring(2, equals),
            new Setting(
                equals < 0 ? "true" : text.substring(equals + 1),
                Optional.of(workload),
                Optional.of(word.place()),
                true));
      }
    }
    return flags;
  }

  private static Optional<Mapping> mapping(Mapping root, String... keys) {
    Mapping at = root;
    for (String key : keys) {
      if (!(at.get(key).orElse(null) instanceof Mapping below)) {
        return Optional.empty();
      }
      at = below;
    }
    return Optional.of(at);
  }

  private static Optional<String> text(Mapping root, String... keys) {
    Mapping at = root;
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(at.get(keys[i]).orElse(null) instanceof Mapping below)) {
        return Optional.empty();
      }
      at = below;
    }
    return at.get(keys[keys.length - 1])
        .filter(Scalar.class::isInstance)
        .map(node -> ((Scalar) node).value());
  }
}
