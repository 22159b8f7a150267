package dev.hoplint.route;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import java.util.List;
import java.util.Optional;

/// One request from the client to whoever answers it.
///
/// @param hops the stations it passed, in order
/// @param answer how it ends, as far as its path through the objects tells
/// @param used the objects it passed, for whoever asks what else is wrong with them
public record TraceLeg(TraceRequest request, List<TraceHop> hops, TraceAnswer answer, Used used) {
  public TraceLeg {
    hops = List.copyOf(hops);
  }

  /// What a request passed.
  ///
  /// @param path empty where a default backend serves
  /// @param backend empty where the request is answered before a backend is chosen
  public record Used(
      Optional<Ingress> ingress,
      Optional<Ingress.Path> path,
      Optional<Backend> backend,
      Optional<Service> service,
      Optional<Service.Port> port,
      List<Workload> workloads) {
    public static final Used NOTHING =
        new Used(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public Used {
      workloads = List.copyOf(workloads);
    }

    Used of(Ingress served, Optional<Ingress.Path> matched) {
      return new Used(Optional.of(served), matched, backend, service, port, workloads);
    }

    Used asking(Backend asked) {
      return new Used(ingress, path, Optional.of(asked), service, port, workloads);
    }

    Used through(Service found) {
      return new Used(ingress, path, backend, Optional.of(found), port, workloads);
    }

    Used through(Service.Port found) {
      return new Used(ingress, path, backend, service, Optional.of(found), workloads);
    }

    Used reaching(List<Workload> found) {
      return new Used(ingress, path, backend, service, port, found);
    }
  }

  /// The Service that is asked, and for what.
  ///
  /// @param service `shop/cart`
  /// @param port as the backend writes it: a number or a name
  /// @param target path and query as the application sees them
  public record Backend(String service, String port, String target) {
    @Override
    public String toString() {
      return service + ":" + port;
    }
  }

  TraceLeg ending(TraceAnswer other) {
    return new TraceLeg(request, hops, other, used);
  }
}
