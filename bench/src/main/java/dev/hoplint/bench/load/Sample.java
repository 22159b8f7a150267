package dev.hoplint.bench.load;

/// One measured value.
///
/// @param id the promise that it belongs to
/// @param what which value of it
record Sample(String id, String what, double value) {}
