/// Stand-ins for what surrounds the webhook in a cluster: the API server as a client of webhooks,
/// the API server as a server of lists and watches, bad networks, clocks. For tests and
/// measurements only; knows the protocols, and no other room.
@NullMarked
package dev.hoplint.harness;

import org.jspecify.annotations.NullMarked;
