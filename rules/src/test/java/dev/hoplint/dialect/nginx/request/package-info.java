@NullMarked
package dev.hoplint.dialect.nginx.request;

import org.jspecify.annotations.NullMarked;
