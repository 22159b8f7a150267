package dev.hoplint.resource;

/// A reference to a port: by number or by name. They are different things: an unnamed port 80
/// answers neither the name `http` nor the number 9999.
public sealed interface PortRef {
  record Number(int value) implements PortRef {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  record Name(String value) implements PortRef {
    @Override
    public String toString() {
      return "\"" + value + "\"";
    }
  }

  /// The number or the bare name.
  default String text() {
    return switch (this) {
      case Number(int value) -> Integer.toString(value);
      case Name(String value) -> value;
    };
  }
}
