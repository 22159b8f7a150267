/// kubernetes/ingress-nginx: its annotations, the locations it builds, how nginx looks a request up
/// in them.
///
/// Facts are read in the controller's source (commit dbb11b92d, the code of v1.15.1, v1.14.5 and
/// v1.13.9, which bundles nginx 1.27.1); a type names the file its fact comes from.
@NullMarked
package dev.hoplint.dialect.nginx;

import org.jspecify.annotations.NullMarked;
