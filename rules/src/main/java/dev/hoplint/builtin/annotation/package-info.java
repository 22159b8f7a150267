/// Rules about annotations: names nobody reads, values nobody takes, annotations that do nothing.
///
/// What the controller makes of an annotation is looked up in dialect/nginx, never decided here.
@NullMarked
package dev.hoplint.builtin.annotation;

import org.jspecify.annotations.NullMarked;
