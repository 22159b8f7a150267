package dev.hoplint.dialect;

import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
import java.util.List;
import java.util.Map;

/// One ingress controller.
///
/// @param id as configuration and findings name it: `ingress-nginx`
/// @param controllers values of `IngressClass.spec.controller` that it registers
/// @param classNames class names that it is known by where no IngressClass object says more
/// @param annotationPrefixes prefixes of the annotations only it reads
/// @param acceptsTargetPort whether a backend may name a Service's targetPort instead of its port
///   (ingress-nginx: `serviceEndpoints` in internal/ingress/controller/controller.go)
public record Dialect(
    String id,
    List<String> controllers,
    List<String> classNames,
    List<String> annotationPrefixes,
    boolean acceptsTargetPort,
    Profile profile) {
  public Dialect {
    controllers = List.copyOf(controllers);
    classNames = List.copyOf(classNames);
    annotationPrefixes = List.copyOf(annotationPrefixes);
  }

  static Dialect of(
      String id, List<String> controllers, List<String> classNames, List<String> prefixes) {
    return new Dialect(id, controllers, classNames, prefixes, false, new Profile(Map.of()));
  }

  Dialect answering(Map<Defect, Profile.Answer> answers) {
    return new Dialect(
        id, controllers, classNames, annotationPrefixes, acceptsTargetPort, new Profile(answers));
  }

  Dialect acceptingTargetPort() {
    return new Dialect(id, controllers, classNames, annotationPrefixes, true, profile);
  }

  /// Whether the Ingress carries annotations that only this controller reads.
  public boolean annotates(Ingress ingress) {
    for (StringMap.Entry annotation : ingress.meta().annotations().entries()) {
      for (String prefix : annotationPrefixes) {
        if (annotation.key().startsWith(prefix)) {
          return true;
        }
      }
    }
    return false;
  }
}
