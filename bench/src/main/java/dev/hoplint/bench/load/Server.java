package dev.hoplint.bench.load;

/// What can be seen of a running webhook from outside.
interface Server {
  /// From the start of the process until it called itself ready.
  double readySeconds();

  /// What the process holds of physical memory.
  double residentMebibytes();

  /// What is left on the heap after a full collection.
  double liveMebibytes();

  /// The processor time so far.
  double processorSeconds();

  int fileDescriptors();

  int threads();
}
