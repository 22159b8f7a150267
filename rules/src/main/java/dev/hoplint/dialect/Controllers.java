package dev.hoplint.dialect;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.StringMap;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out which controller serves an Ingress.
///
/// In this order: the configuration, the IngressClass object, annotations that only one controller
/// reads, the class name. Only the last one is an assumption.
public final class Controllers {
  private final World world;
  private final Map<String, String> classes;
  private final Optional<Dialect> fallback;

  /// @param classes class name → dialect id, from the configuration
  /// @param fallback dialect id for Ingresses of which nothing is known; empty or `auto` for none
  public Controllers(World world, Map<String, String> classes, String fallback) {
    this.world = world;
    this.classes = Map.copyOf(classes);
    this.fallback = Dialects.byId(fallback);
  }

  /// The controller of an Ingress.
  public Controller of(Ingress ingress) {
    Optional<String> name = className(ingress);
    if (name.isEmpty()) {
      return withoutClass(ingress);
    }
    Optional<Dialect> configured =
        Optional.ofNullable(classes.get(name.get())).flatMap(Dialects::byId);
    if (configured.isPresent()) {
      return Controller.known(configured.get());
    }
    Optional<String> object = controllerOf(name.get());
    if (object.isPresent()) {
      return Dialects.byController(object.get()).map(Controller::known).orElse(Controller.UNKNOWN);
    }
    return guess(ingress, name.get());
  }

  /// Whether the configuration says who serves Ingresses of which nothing is known.
  public boolean hasFallback() {
    return fallback.isPresent();
  }

  /// Whether the configuration says who serves a class.
  public boolean isConfigured(String className) {
    return classes.containsKey(className);
  }

  /// The class an Ingress names: the field, else the annotation.
  public static Optional<String> className(Ingress ingress) {
    Field<String> field = ingress.className();
    return field.isAbsent() ? ingress.classAnnotation().get() : field.get();
  }

  private Optional<String> controllerOf(String className) {
    return world.all(IngressClass.class, "").stream()
        .filter(one -> one.name().equals(className))
        .findFirst()
        .flatMap(one -> one.controller().get());
  }

  private Controller guess(Ingress ingress, String name) {
    Optional<Dialect> named = Dialects.byClassName(name);
    Optional<Dialect> annotated = annotated(ingress);
    if (annotated.isPresent() && (named.isEmpty() || agrees(name, annotated.get()))) {
      return Controller.known(annotated.get());
    }
    return named
        .map(dialect -> Controller.assumed(dialect, "class name \"" + name + "\""))
        .orElseGet(() -> fallback.map(Controller::known).orElse(Controller.UNKNOWN));
  }

  /// F5's controller is often installed under the class name `nginx`, too.
  private static boolean agrees(String name, Dialect annotated) {
    return annotated.classNames().contains(name)
        || (name.equals("nginx") && annotated.equals(Dialects.F5_NGINX));
  }

  private Controller withoutClass(Ingress ingress) {
    if (ingress.className().isUnknown()) {
      return Controller.UNKNOWN;
    }
    List<IngressClass> defaults =
        world.all(IngressClass.class, "").stream().filter(IngressClass::isDefault).toList();
    if (defaults.size() == 1) {
      return defaults
          .getFirst()
          .controller()
          .get()
          .flatMap(Dialects::byController)
          .map(Controller::known)
          .orElse(Controller.UNKNOWN);
    }
    Optional<Dialect> annotated = annotated(ingress);
    return annotated.or(() -> fallback).map(Controller::known).orElse(Controller.UNKNOWN);
  }

  /// The one controller whose annotations the Ingress carries; empty where several are meant.
  private static Optional<Dialect> annotated(Ingress ingress) {
    if (ingress.meta().annotations().isEmpty()) {
      return Optional.empty();
    }
    List<Dialect> found = Dialects.all().stream().filter(one -> one.annotates(ingress)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// Whether every request to the Ingress's paths is answered with a redirect, so that its backends
  /// are never asked. Annotations of ingress-nginx and ALB actions; read for every controller,
  /// because a backend nobody asks is no defect anywhere.
  public static boolean alwaysRedirects(Ingress ingress) {
    StringMap annotations = ingress.meta().annotations();
    boolean temporal =
        annotations
            .get("nginx.ingress.kubernetes.io/temporal-redirect")
            .filter(target -> target.startsWith("http"))
            .isPresent();
    boolean permanent =
        annotations
            .get("nginx.ingress.kubernetes.io/permanent-redirect")
            .filter(target -> !target.isBlank())
            .isPresent();
    return temporal || permanent;
  }
}
