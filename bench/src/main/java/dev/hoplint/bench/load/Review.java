package dev.hoplint.bench.load;

/// One AdmissionReview as it goes over the wire.
///
/// @param uid comes back in the answer
/// @param body JSON
record Review(String uid, String body) {}
