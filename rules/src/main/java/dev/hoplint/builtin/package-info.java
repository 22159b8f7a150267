/// The rules that come with hoplint, one final stateless class each, in a package per family.
@NullMarked
package dev.hoplint.builtin;

import org.jspecify.annotations.NullMarked;
