/// Regular expressions as nginx compiles them: PCRE2 without UTF, caseless, over bytes.
///
/// Knows whether PCRE2 would compile a text, and what it matches where a linear-time engine can say
/// so exactly; says "unsupported" for the rest. Knows nothing of locations or Ingresses.
@NullMarked
package dev.hoplint.dialect.nginx.pcre;

import org.jspecify.annotations.NullMarked;
