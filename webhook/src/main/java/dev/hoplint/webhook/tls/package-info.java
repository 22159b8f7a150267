/// Where the server's key and certificate come from, and how they are renewed while it serves.
/// Knows no admission.
@NullMarked
package dev.hoplint.webhook.tls;

import org.jspecify.annotations.NullMarked;
