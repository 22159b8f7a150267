package dev.hoplint.resource;

import java.util.Optional;

/// The protocol of a port. TCP where nothing is written.
public enum Protocol {
  TCP,
  UDP,
  SCTP;

  static Optional<Protocol> parse(String text) {
    return switch (text) {
      case "TCP" -> Optional.of(TCP);
      case "UDP" -> Optional.of(UDP);
      case "SCTP" -> Optional.of(SCTP);
      default -> Optional.empty();
    };
  }
}
