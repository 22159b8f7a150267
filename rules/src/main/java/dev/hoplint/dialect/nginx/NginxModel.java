package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A world as ingress-nginx sees it: which Ingresses it serves, what it is told, what it makes of
/// their annotations. Safe for several threads.
public final class NginxModel {
  private final World world;
  private final NginxOptions options;
  private final Function<Ingress, Controller> controllers;
  private final List<ControllerObjects.Found> found;
  private final List<ControllerSource> sources;
  private final @Nullable NginxModel earlier;
  private final Predicate<Ingress> isOwn;

  /// By set: objects of different sets are alternatives.
  private final Map<Integer, ControllerSettings> settings;

  private final IdentityCache<Ingress, Annotations> annotations;
  private final IdentityCache<Ingress, ReadIngress> read;
  private final IdentityCache<Ingress, String> installations;
  private final IdentityCache<Server, ServerAnnotations> ofServers;

  /// By set and controller.
  private final Map<String, VirtualHosts> hosts = new ConcurrentHashMap<>();

  public NginxModel(World world, NginxOptions options, Function<Ingress, Controller> controllers) {
    this(world, options, controllers, null, _ -> false);
  }

  private NginxModel(
      World world,
      NginxOptions options,
      Function<Ingress, Controller> controllers,
      @Nullable NginxModel earlier,
      Predicate<Ingress> isOwn) {
    this.world = world;
    this.options = options;
    this.controllers = controllers;
    this.earlier = earlier;
    this.isOwn = isOwn;
    this.found = world.derived(new ControllerObjects(options.namespaces()));
    this.sources = found.stream().map(ControllerObjects.Found::source).toList();
    this.settings = earlier == null ? new ConcurrentHashMap<>() : earlier.settings;
    this.annotations = cache(one -> one.annotations, this::findAnnotations);
    this.read = cache(one -> one.read, one -> ReadIngress.of(one, annotations(one), settings(one)));
    this.installations = cache(one -> one.installations, this::findInstallation);
    this.ofServers = new IdentityCache<>(server -> ServerAnnotations.of(server, this));
  }

  private <V> IdentityCache<Ingress, V> cache(
      Function<NginxModel, IdentityCache<Ingress, V>> known, Function<Ingress, V> work) {
    return earlier == null ? new IdentityCache<>(work) : known.apply(earlier).sharing(isOwn, work);
  }

  /// Another world that has the same controllers and the same classes. What is the same in both is
  /// shared.
  ///
  /// @param isOwn tells the Ingresses that this world does not hold
  public NginxModel in(
      World other, Function<Ingress, Controller> controllersOfOther, Predicate<Ingress> isOwn) {
    return new NginxModel(other, options, controllersOfOther, this, isOwn);
  }

  /// Whether the very same objects tell controllers what to do in another world.
  public boolean hasSources(World other) {
    return other.derived(new ControllerObjects(options.namespaces())) == found;
  }

  /// Whether an object tells a controller what to do, so that it may change every Ingress.
  public boolean isController(ObjectRef ref) {
    return sources.stream().anyMatch(one -> one.resource().ref().isSameObject(ref));
  }

  /// Whether controllers are told the same in both worlds.
  public boolean isToldAs(NginxModel other) {
    return sources.stream()
        .map(ControllerSource::told)
        .toList()
        .equals(other.sources.stream().map(ControllerSource::told).toList());
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
    return annotations.get(ingress);
  }

  private Annotations findAnnotations(Ingress ingress) {
    ControllerVersion version = version(ingress);
    boolean validates =
        Validator.bool(settings(ingress).flag("enable-annotation-validation").value())
            .orElse(version.validatesAnnotations());
    return Annotations.of(ingress, version, validates);
  }

  /// The hosts of the controller that serves an Ingress, with every Ingress that is deployed
  /// together with this one; its own hosts are among them unless the controller drops it.
  public VirtualHosts hosts(Ingress ingress) {
    return hosts(ingress, installation(ingress));
  }

  private VirtualHosts hosts(Ingress from, String controller) {
    return hosts.computeIfAbsent(
        from.meta().set() + " " + controller,
        _ -> {
          Membership members = new Membership(world, this, from, controller);
          return earlier == null
              ? new VirtualHosts(members)
              : earlier.hosts(from, controller).in(members, isOwn);
        });
  }

  /// What annotations say about a server as a whole.
  public ServerAnnotations annotations(Server server) {
    return ofServers.get(server);
  }

  ReadIngress read(Ingress ingress) {
    return read.get(ingress);
  }

  /// Which controller serves an Ingress: Ingresses of two installations share no host.
  String installation(Ingress ingress) {
    return installations.get(ingress);
  }

  private String findInstallation(Ingress ingress) {
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
