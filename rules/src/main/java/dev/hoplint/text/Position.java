package dev.hoplint.text;

/// A place for people and editors: 1-based line, 1-based column in UTF-16 units.
public record Position(int line, int column) {}
