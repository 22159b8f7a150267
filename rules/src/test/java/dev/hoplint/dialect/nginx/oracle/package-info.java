/// The model of ingress-nginx against a real nginx on loopback.
///
/// The configuration is rendered here, as the controller's template would: what is compared is how
/// nginx reads and runs it. Not compared: what the controller itself does with manifests (there is
/// no controller here), TLS, HTTP/2, server names, authentication, limits, and the differences
/// between Debian's nginx 1.22 and the controller's 1.27.
@NullMarked
package dev.hoplint.dialect.nginx.oracle;

import org.jspecify.annotations.NullMarked;
