package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// A world as ingress-nginx sees it: which Ingresses it serves, what it is told, what it makes of
/// their annotations. Safe for several threads.
public final class NginxModel {
  private final World world;
  private final NginxOptions options;
  private final Function<Ingress, Controller> controllers;
  private final List<ControllerSource> sources;

  /// By set: objects of different sets are alternatives.
  private final Map<Integer, ControllerSettings> settings = new ConcurrentHashMap<>();

  private final Map<Ingress, ReadIngress> read =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /// By set and controller.
  private final Map<String, VirtualHosts> hosts = new ConcurrentHashMap<>();

  public NginxModel(World world, NginxOptions options, Function<Ingress, Controller> controllers) {
    this.world = world;
    this.options = options;
    this.controllers = controllers;
    List<ControllerSource> found = new ArrayList<>();
    Stream.concat(world.all(Opaque.class).stream(), world.all(Workload.class).stream())
        .forEach(one -> ControllerSource.of(one, options.namespaces()).ifPresent(found::add));
    this.sources = List.copyOf(found);
  }

  /// Whether an object tells a controller what to do, so that it may change every Ingress.
  public boolean isController(ObjectRef ref) {
    return sources.stream().anyMatch(one -> one.resource().ref().isSameObject(ref));
  }

  /// Whether everything that exists is in the input.
  public boolean isClosed() {
    return world.visibility().of("Ingress") == Visibility.Sight.CLOSED;
  }

  public Controller controller(Ingress ingress) {
    return controllers.apply(ingress);
  }

  /// Whether ingress-nginx serves the Ingress.
  public boolean accepts(Ingress ingress) {
    return controller(ingress).is(Dialects.INGRESS_NGINX);
  }

  /// What the controller of an Ingress is told.
  public ControllerSettings settings(Ingress ingress) {
    return settings.computeIfAbsent(
        ingress.meta().set(),
        _ -> {
          List<ControllerSource> own = sources(ingress);
          return new ControllerSettings(version(own), own);
        });
  }

  private List<ControllerSource> sources(Ingress ingress) {
    return sources.stream().filter(one -> world.together(ingress, one.resource())).toList();
  }

  /// The controller's version: that of the image beside the Ingress where the configuration leaves
  /// the default, else the configured one.
  public ControllerVersion version(Ingress ingress) {
    return settings(ingress).version();
  }

  private ControllerVersion version(List<ControllerSource> own) {
    List<ControllerVersion> images =
        own.stream().flatMap(one -> one.version().stream()).distinct().toList();
    boolean configured = !options.version().equals(NginxOptions.DEFAULT.version());
    return !configured && images.size() == 1
        ? images.getFirst()
        : ControllerVersion.parse(options.version()).orElse(ControllerVersion.LATEST);
  }

  /// The annotations of an Ingress as its controller reads them.
  public Annotations annotations(Ingress ingress) {
    ControllerVersion version = version(ingress);
    boolean validates =
        Validator.bool(settings(ingress).flag("enable-annotation-validation").value())
            .orElse(version.validatesAnnotations());
    return Annotations.of(ingress, version, validates);
  }

  /// The hosts of the controller that serves an Ingress, with every Ingress that is deployed
  /// together with this one; its own hosts are among them unless the controller drops it.
  public VirtualHosts hosts(Ingress ingress) {
    String controller = installation(ingress);
    return hosts.computeIfAbsent(
        ingress.meta().set() + " " + controller, _ -> hosts(ingress, controller));
  }

  private VirtualHosts hosts(Ingress from, String controller) {
    Map<String, Ingress> found = new LinkedHashMap<>();
    for (Ingress one : world.all(Ingress.class)) {
      if (accepts(one) && world.together(from, one) && installation(one).equals(controller)) {
        boolean nearer = one.meta().set() == from.meta().set();
        found.merge(one.namespace() + "/" + one.name(), one, (known, _) -> nearer ? one : known);
      }
    }
    return new VirtualHosts(found.values().stream().map(this::read).toList());
  }

  ReadIngress read(Ingress ingress) {
    ReadIngress known = read.get(ingress);
    if (known == null) {
      known = ReadIngress.of(ingress, annotations(ingress), settings(ingress));
      read.put(ingress, known);
    }
    return known;
  }

  /// Which controller serves an Ingress: Ingresses of two installations share no host.
  private String installation(Ingress ingress) {
    List<IngressClass> classes = world.all(IngressClass.class, "");
    Optional<String> name =
        Controllers.className(ingress)
            .or(
                () ->
                    classes.stream()
                        .filter(IngressClass::isDefault)
                        .map(IngressClass::name)
                        .findFirst());
    String wanted = name.orElse("nginx");
    return classes.stream()
        .filter(one -> one.name().equals(wanted))
        .findFirst()
        .flatMap(one -> one.controller().get())
        .orElse(wanted);
  }
}
