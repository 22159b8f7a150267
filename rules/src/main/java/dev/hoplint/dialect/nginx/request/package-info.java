/// What one request gets from ingress-nginx, hop after hop.
///
/// Knows the phases that a request passes inside of nginx and how a client follows redirects. Knows
/// nothing of pods: whether a Service has endpoints is asked of [Endpoints].
@NullMarked
package dev.hoplint.dialect.nginx.request;

import org.jspecify.annotations.NullMarked;
