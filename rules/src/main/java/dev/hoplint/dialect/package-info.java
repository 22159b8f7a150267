/// Ingress controllers: the classes they answer to, and what a client gets from each for the same
/// defect.
///
/// A controller is data (a row of [dev.hoplint.dialect.Dialects]) until its annotations need code
/// of their own, which then lives in a package below.
@NullMarked
package dev.hoplint.dialect;

import org.jspecify.annotations.NullMarked;
