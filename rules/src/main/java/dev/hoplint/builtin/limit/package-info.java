/// Rules about limits between the client and the backend: body sizes, timeouts, protocols, rates.
///
/// Knows what people write in containers about their own limits; what the proxy does is looked up
/// in dialect/nginx.
@NullMarked
package dev.hoplint.builtin.limit;

import org.jspecify.annotations.NullMarked;
