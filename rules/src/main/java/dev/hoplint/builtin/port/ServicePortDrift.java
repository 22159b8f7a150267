package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Service;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.Target;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names along one route should agree about the protocol. Kubernetes does not read them; meshes
/// choose the protocol by them, and Traefik speaks TLS to a Service port named `https` or numbered
/// 443.
public final class ServicePortDrift implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PORT,
              "service-port-drift",
              Severity.INFO,
              Certainty.POSSIBLE,
              "the port names along one route disagree about the protocol")
          .strictOnly()
          .reads("Service", "Workload")
          .evidence(Evidence.CONTRADICTION);

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    if (endsTls(service)) {
      return List.of();
    }
    PortTargets targets = PortTargets.of(service, context.graph());
    List<Finding> findings = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      Optional<String> said = saidBy(port);
      targets.at(port).stream()
          .filter(_ -> said.isPresent())
          .flatMap(target -> drift(target, said.orElseThrow()).stream())
          .findFirst()
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> drift(Target target, String said) {
    if (!(target.podPort() instanceof PodPort.Declared(Container container, Container.Port end))) {
      return Optional.empty();
    }
    Service service = target.service();
    return word(end.name())
        .filter(other -> !other.equals(said))
        .map(
            other ->
                Finding.in(
                        service,
                        META,
                        target.port().target().place(),
                        service.quoted()
                            + " port "
                            + target.port().label()
                            + " says "
                            + said
                            + ", but it leads to container port \""
                            + end.name().or("")
                            + "\" = "
                            + end.number().get().map(String::valueOf).orElse("?")
                            + " of "
                            + container.quoted()
                            + " in "
                            + target.workload().quoted())
                    .help("name both ends after the protocol that is spoken on this hop")
                    .related(
                        "container port \"" + end.name().or("") + "\"",
                        target.workload(),
                        end.name().place()));
  }

  /// The protocol a Service port says: by its name; by 80 or 443 where it has none.
  private static Optional<String> saidBy(Service.Port port) {
    if (!port.name().isAbsent()) {
      return word(port.name());
    }
    return switch (port.port().or(0)) {
      case HTTP -> Optional.of("http");
      case HTTPS -> Optional.of("https");
      default -> Optional.empty();
    };
  }

  private static Optional<String> word(Field<String> name) {
    return name.get()
        .filter(text -> !text.startsWith("grpc-web"))
        .map(text -> text.contains("-") ? text.substring(0, text.indexOf('-')) : text)
        .flatMap(
            text ->
                switch (text) {
                  case "http", "https", "grpc", "grpcs" -> Optional.of(text);
                  case "h2c" -> Optional.of("grpc");
                  default -> Optional.empty();
                });
  }

  /// Whether the Service's load balancer ends TLS: then `https` outside and `http` inside is right.
  private static boolean endsTls(Service service) {
    return service.meta().annotations().entries().stream()
        .anyMatch(
            entry ->
                entry.key().contains("ssl")
                    || entry.key().contains("tls")
                    || entry.key().contains("cert"));
  }
}
