package dev.hoplint.resource;

import java.util.List;

/// What a probe or a lifecycle hook does.
public sealed interface Handler {
  Place place();

  /// @param scheme absent means HTTP
  record HttpGet(
      Place place,
      Field<String> path,
      Field<PortRef> port,
      Field<String> scheme,
      Field<String> host,
      List<Header> headers)
      implements Handler {
    public HttpGet {
      headers = List.copyOf(headers);
    }
  }

  /// One entry of `httpHeaders`.
  record Header(Field<String> name, Field<String> value) {}

  record TcpSocket(Place place, Field<PortRef> port) implements Handler {}

  /// The port is a number only.
  record Grpc(Place place, Field<PortRef> port) implements Handler {}

  record Exec(Place place, List<Field<String>> command) implements Handler {
    public Exec {
      command = List.copyOf(command);
    }
  }

  /// Hooks only.
  record Sleep(Place place, Field<Integer> seconds) implements Handler {}

  /// Nothing that is known.
  record None(Place place) implements Handler {}
}
