package dev.hoplint.resource;

import java.util.List;

/// A core/v1 Service.
///
/// @param type absent means `ClusterIP`
/// @param selector empty for none; null, `{}` and absent are the same once stored
public record Service(
    Meta meta,
    Field<String> type,
    StringMap selector,
    List<Port> ports,
    Field<String> clusterIp,
    Field<String> externalName,
    Field<Boolean> publishNotReadyAddresses)
    implements Resource {
  public Service {
    ports = List.copyOf(ports);
  }

  /// One port.
  ///
  /// @param targetPort absent, `0` and `""` mean the port's own number
  /// @param protocol absent means TCP
  public record Port(
      Place place,
      Field<String> name,
      Field<Integer> port,
      Field<PortRef> targetPort,
      Field<Protocol> protocol,
      Field<String> appProtocol) {

    /// What pods are asked for, defaults applied; empty where it cannot be known.
    public Field<PortRef> target() {
      boolean written =
          switch (targetPort) {
            case Field.Present<PortRef>(PortRef.Number(int number), Place _) -> number != 0;
            case Field.Present<PortRef>(PortRef.Name(String text), Place _) -> !text.isEmpty();
            case Field.WrongType<PortRef> _, Field.Placeholder<PortRef> _ -> true;
            case Field.Absent<PortRef> _, Field.Null<PortRef> _ -> false;
          };
      return written ? targetPort : port.map(PortRef.Number::new);
    }

    /// `80`, or `"http" (80)`, for messages.
    public String label() {
      String number = port.get().map(String::valueOf).orElse("?");
      return name.get()
          .filter(text -> !text.isEmpty())
          .map(text -> "\"" + text + "\" (" + number + ")")
          .orElse(number);
    }
  }

  public boolean isExternalName() {
    return type.is("ExternalName");
  }

  public boolean isHeadless() {
    return clusterIp.is("None");
  }

  /// Whether something outside of the cluster reaches it without an Ingress.
  public boolean isEntry() {
    return type.is("LoadBalancer") || type.is("NodePort");
  }
}
